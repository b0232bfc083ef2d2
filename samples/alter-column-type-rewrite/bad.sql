-- Order numbers run out of integers next year.
SET lock_timeout = '2s';

ALTER TABLE orders ALTER COLUMN number TYPE bigint;
