-- Every customer lives in some country.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN country_code char(2) NOT NULL;
