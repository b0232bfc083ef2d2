-- The timeout is there, but nobody can wait that long.
SET lock_timeout = '5min';
ALTER TABLE orders ADD COLUMN note text;
