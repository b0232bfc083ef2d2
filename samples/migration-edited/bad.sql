-- The column became NOT NULL in a migration that the main branch has.
-- file 0007_add_note.sql edited
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text NOT NULL DEFAULT '';
