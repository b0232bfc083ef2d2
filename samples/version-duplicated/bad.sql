-- Two branches took the next number.
-- file 0007_add_note.sql
ALTER TABLE orders ADD COLUMN note text;
-- file 0007_add_gift.sql
ALTER TABLE orders ADD COLUMN gift boolean;
