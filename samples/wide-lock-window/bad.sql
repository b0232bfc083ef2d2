-- Customers wait while this waits for orders.
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE customers ADD COLUMN archived_at timestamptz;
ALTER TABLE orders ADD COLUMN archived_at timestamptz;
COMMIT;
