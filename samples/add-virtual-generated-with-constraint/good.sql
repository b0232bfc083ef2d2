-- PostgreSQL 18 and later
-- The check is proved while the shop goes on.
SET lock_timeout = '2s';

ALTER TABLE orders ADD COLUMN sum bigint GENERATED ALWAYS AS (price * amount) VIRTUAL;
ALTER TABLE orders ADD CONSTRAINT orders_sum_check CHECK (sum >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_sum_check;
