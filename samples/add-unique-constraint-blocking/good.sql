-- The index is built while the shop goes on, and then taken over.
SET lock_timeout = '2s';

CREATE UNIQUE INDEX CONCURRENTLY customers_email_key ON customers (email);
ALTER TABLE customers ADD CONSTRAINT customers_email_key UNIQUE USING INDEX customers_email_key;
