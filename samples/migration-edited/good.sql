-- The first one stays as it is.
-- file 0008_require_note.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN note SET DEFAULT '';
