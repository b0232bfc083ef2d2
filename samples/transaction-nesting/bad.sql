-- The second BEGIN was pasted in with its statement.
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
BEGIN;
COMMENT ON COLUMN orders.note IS 'free text';
COMMIT;
