-- Nobody is without an address.
SET lock_timeout = '2s';

ALTER DOMAIN email SET NOT NULL;
