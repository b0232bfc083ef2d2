-- Which schema this goes to depends on who runs it.
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
