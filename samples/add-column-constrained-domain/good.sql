-- A check of the table says what the domain says.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN lives_in text;
ALTER TABLE customers ADD CONSTRAINT customers_lives_in_check CHECK (lives_in ~ '^[A-Z]{2}$') NOT VALID;
ALTER TABLE customers VALIDATE CONSTRAINT customers_lives_in_check;
