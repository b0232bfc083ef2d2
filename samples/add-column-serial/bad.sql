-- Invoices need a number of their own.
SET lock_timeout = '2s';

ALTER TABLE invoices ADD COLUMN number bigserial;
