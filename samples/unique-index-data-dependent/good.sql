-- Each customer may choose a handle, which nobody has yet.
SET lock_timeout = '2s';
ALTER TABLE customers ADD COLUMN handle text;
RESET lock_timeout;

CREATE UNIQUE INDEX CONCURRENTLY customers_handle_idx ON customers (handle);
