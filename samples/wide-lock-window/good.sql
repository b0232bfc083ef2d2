-- Each table in a transaction of its own.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN archived_at timestamptz;
ALTER TABLE orders ADD COLUMN archived_at timestamptz;
