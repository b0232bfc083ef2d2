-- A runner that waits for its lock.
-- file V3__note
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
