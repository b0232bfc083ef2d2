-- Customers without an address are fine.
SET lock_timeout = '2s';

ALTER TABLE customers ALTER COLUMN email DROP NOT NULL;
