-- Numbers come from the accounting system.
SET lock_timeout = '2s';

ALTER TABLE invoices ALTER COLUMN number DROP IDENTITY;
