-- PostgreSQL 17 and later
-- Sums are in cents from now on.
SET lock_timeout = '2s';

ALTER TABLE orders ALTER COLUMN sum SET EXPRESSION AS (price * amount * 100);
