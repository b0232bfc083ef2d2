-- A maintenance window: both columns grow.
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN total TYPE bigint;
ALTER TABLE orders ALTER COLUMN state TYPE bigint;
COMMIT;
