-- PostgreSQL 18 and later
-- As it was done on 17.
SET lock_timeout = '2s';

ALTER TABLE customers ADD CONSTRAINT customers_email_there CHECK (email IS NOT NULL) NOT VALID;
ALTER TABLE customers VALIDATE CONSTRAINT customers_email_there;
