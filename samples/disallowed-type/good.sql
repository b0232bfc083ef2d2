-- The currency stands beside the number.
SET lock_timeout = '2s';

ALTER TABLE articles ADD COLUMN price numeric(12,2), ADD COLUMN currency text;
