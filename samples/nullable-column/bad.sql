-- Customers have a country, or have they?
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN country text;
