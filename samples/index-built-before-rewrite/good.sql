-- The new column gets its index when it is there.
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN total_new bigint;
CREATE INDEX CONCURRENTLY orders_total_new_idx ON orders (total_new);
