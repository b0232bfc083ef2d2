-- One living account for each address; a constraint cannot say "living".
SET lock_timeout = '2s';

CREATE UNIQUE INDEX CONCURRENTLY customers_email_key ON customers (email) WHERE deleted_at IS NULL;
ALTER TABLE customers ADD CONSTRAINT customers_email_key UNIQUE USING INDEX customers_email_key;
