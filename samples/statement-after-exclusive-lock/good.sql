-- The lock on customers is gone before the index is built.
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE customers ADD COLUMN last_order_at timestamptz;
COMMIT;

CREATE INDEX CONCURRENTLY orders_created_at_idx ON orders (created_at);
