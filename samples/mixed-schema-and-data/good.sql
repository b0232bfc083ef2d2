-- The new column; its first values come with the next migration.
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN state text;
