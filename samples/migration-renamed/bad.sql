-- The main branch has it as 0008; another branch took that number first.
-- file 0009_add_note.sql renamed from 0008_add_note
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
