-- PostgreSQL 12 and later
-- The times were meant in UTC; so nothing is rewritten either.
SET lock_timeout = '2s';
SET timezone = 'UTC';

ALTER TABLE orders ALTER COLUMN paid_at TYPE timestamptz;
