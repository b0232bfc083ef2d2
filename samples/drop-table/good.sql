-- This deploy's code does not use the table any more, and what it points at is let go; a later
-- deploy drops it.
SET lock_timeout = '2s';

ALTER TABLE vouchers DROP CONSTRAINT IF EXISTS vouchers_customer_id_fkey;
