-- The migration stays, and its column is kept for the release that still reads it.
-- file 0008_forget_note.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN note DROP DEFAULT;
