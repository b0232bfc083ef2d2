-- Addresses have an at sign.
SET lock_timeout = '2s';

ALTER DOMAIN email ADD CONSTRAINT email_has_at CHECK (VALUE LIKE '%@%');
