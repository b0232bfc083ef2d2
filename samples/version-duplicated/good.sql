-- The later one was given the number behind the other.
-- file 0007_add_note.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
-- file 0008_add_gift.sql
ALTER TABLE orders ADD COLUMN gift boolean;
