-- No transaction locks more than one table.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN archived_at timestamptz, ADD COLUMN archived_by text;
ALTER TABLE orders ADD COLUMN archived_at timestamptz, ADD COLUMN archived_by text;
