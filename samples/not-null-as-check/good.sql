-- PostgreSQL 18 and later
-- The constraint is what it says.
SET lock_timeout = '2s';

ALTER TABLE customers ADD CONSTRAINT customers_email_there NOT NULL email NOT VALID;
ALTER TABLE customers VALIDATE CONSTRAINT customers_email_there;
