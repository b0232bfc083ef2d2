-- PostgreSQL 18 and later
-- Sums are computed on reading.
SET lock_timeout = '2s';

ALTER TABLE orders ADD COLUMN sum bigint GENERATED ALWAYS AS (price * amount) VIRTUAL;
