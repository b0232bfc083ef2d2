-- The key goes first, and the countries are let go at once; it comes back NOT VALID.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN country_code text;
ALTER TABLE customers ADD CONSTRAINT customers_country_code_fkey
  FOREIGN KEY (country_code) REFERENCES countries (code) NOT VALID;
