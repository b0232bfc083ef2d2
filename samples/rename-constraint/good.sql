-- New constraints are spelt right.
SET lock_timeout = '2s';

ALTER TABLE customers ADD CONSTRAINT customers_name_check CHECK (name <> '') NOT VALID;
ALTER TABLE customers VALIDATE CONSTRAINT customers_name_check;
