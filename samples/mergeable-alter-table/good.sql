-- Columns without a default cost nothing, however many statements add them.
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE orders ADD COLUMN place text;
COMMIT;
