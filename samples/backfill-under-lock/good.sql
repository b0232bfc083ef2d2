-- The column comes first; then every run of the job fills the next 1000 rows.
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN shown_name text;
UPDATE users SET shown_name = name WHERE id IN (
  SELECT id FROM users WHERE shown_name IS NULL ORDER BY id LIMIT 1000);
