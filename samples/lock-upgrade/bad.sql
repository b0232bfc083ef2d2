-- A writer that has changed another account waits for these rows, and this waits for the writer.
BEGIN;
SET LOCAL lock_timeout = '2s';
UPDATE accounts SET plan = 'free' WHERE id = 1;
ALTER TABLE accounts ADD COLUMN plan_since date;
COMMIT;
