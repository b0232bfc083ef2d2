-- It was given the next version before it was merged.
-- file 0009_add_note.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
