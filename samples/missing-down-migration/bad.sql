-- Nobody has tried how to take this back.
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
