-- Customers have a country.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN lives_in country;
