-- Customers have a country.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN country text;
