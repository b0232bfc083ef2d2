-- Every customer has an address by now.
SET lock_timeout = '2s';

ALTER TABLE customers ALTER COLUMN email SET NOT NULL;
