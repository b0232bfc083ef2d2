-- Every customer has a country; the shop that is running does not know of it.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN country text;
ALTER TABLE customers ADD CONSTRAINT customers_country_there CHECK (country IS NOT NULL) NOT VALID;
