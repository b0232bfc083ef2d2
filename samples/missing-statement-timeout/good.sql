-- The build may take as long as it needs, since nobody waits for it.
SET lock_timeout = '2s';
CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code);
