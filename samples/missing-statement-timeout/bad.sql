-- The table is small, they say.
SET lock_timeout = '2s';
CREATE INDEX orders_code_idx ON orders (code);
