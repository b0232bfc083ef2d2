-- PostgreSQL 12 and later
-- The check tells who has none before anything is made NOT NULL.
SET lock_timeout = '2s';

ALTER TABLE customers ADD CONSTRAINT customers_email_there CHECK (email IS NOT NULL) NOT VALID;
ALTER TABLE customers VALIDATE CONSTRAINT customers_email_there;
ALTER TABLE customers ALTER COLUMN email SET NOT NULL;
ALTER TABLE customers DROP CONSTRAINT customers_email_there;
