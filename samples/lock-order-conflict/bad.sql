-- Each of the two has the tables in the other one's order.
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE customers ADD COLUMN archived_at timestamptz;
ALTER TABLE orders ADD COLUMN archived_at timestamptz;
COMMIT;

BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN archived_by text;
ALTER TABLE customers ADD COLUMN archived_by text;
COMMIT;
