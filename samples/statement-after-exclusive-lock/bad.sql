-- The shop cannot read its customers while the index on orders is built.
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE customers ADD COLUMN last_order_at timestamptz;
CREATE INDEX orders_created_at_idx ON orders (created_at);
COMMIT;
