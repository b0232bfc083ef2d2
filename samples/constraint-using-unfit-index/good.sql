-- The index says it all.
SET lock_timeout = '2s';

CREATE UNIQUE INDEX CONCURRENTLY customers_email_key ON customers (email) WHERE deleted_at IS NULL;
