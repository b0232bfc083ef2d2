-- The branch was older than what the main branch has by now.
-- file 0007_add_note.sql overtaken by 0008_add_gift.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
