-- Meant for the statement below, and gone before it.
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
