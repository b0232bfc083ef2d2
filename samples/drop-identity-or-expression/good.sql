-- Code that does not know the new numbers goes on with the old ones.
SET lock_timeout = '2s';

CREATE SEQUENCE invoices_own_number START 1000000;
ALTER TABLE invoices
  ALTER COLUMN number DROP IDENTITY,
  ALTER COLUMN number SET DEFAULT nextval('invoices_own_number');
