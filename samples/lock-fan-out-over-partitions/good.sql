-- A few partitions are locked one after another.
SET lock_timeout = '2s';

ALTER TABLE orders ADD COLUMN note text;
