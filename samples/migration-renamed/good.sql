-- It keeps its name, and what was missing comes behind it.
-- file 0009_add_gift.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN gift text;
