-- Customers are searched for by fax within a country as well; the longer index does both.
CREATE INDEX CONCURRENTLY customers_fax_country_idx ON customers (fax, country);
DROP INDEX CONCURRENTLY customers_fax_idx;
