-- The first statement waits for as long as it takes.
ALTER TABLE orders ADD COLUMN note text;
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN tag text;
