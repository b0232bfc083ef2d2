-- The lock is there for a moment; the rows get their new values in batches.
SET lock_timeout = '2s';

ALTER TABLE payments ADD COLUMN exact_amount numeric(12, 2);
