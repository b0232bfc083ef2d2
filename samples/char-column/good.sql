-- The check says so, and may say otherwise later.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN country text;
ALTER TABLE customers ADD CONSTRAINT customers_country_check CHECK (char_length(country) = 2) NOT VALID;
ALTER TABLE customers VALIDATE CONSTRAINT customers_country_check;
