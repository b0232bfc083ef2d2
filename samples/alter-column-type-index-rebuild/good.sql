-- The query that has to be fast says so itself and has an index of its own.
SET lock_timeout = '2s';

CREATE INDEX CONCURRENTLY customers_name_bytes_idx ON customers (name COLLATE "C");
