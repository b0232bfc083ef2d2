-- PostgreSQL 18 and later
-- Sums are looked up by an index, or so it is meant.
SET lock_timeout = '2s';

ALTER TABLE orders ADD COLUMN sum bigint GENERATED ALWAYS AS (price * amount);
