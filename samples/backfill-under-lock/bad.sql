-- The new column is added and filled in one go.
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE users ADD COLUMN shown_name text;
UPDATE users SET shown_name = name WHERE shown_name IS NULL;
COMMIT;
