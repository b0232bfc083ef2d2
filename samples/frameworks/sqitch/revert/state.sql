-- Revert shop:state from pg

BEGIN;

ALTER TABLE orders DROP COLUMN state;

COMMIT;
