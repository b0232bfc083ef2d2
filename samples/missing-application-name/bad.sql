-- Who is it that everybody waits for?
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
