-- Times have a zone from now on.
SET lock_timeout = '2s';

ALTER TABLE orders ALTER COLUMN paid_at TYPE timestamptz;
