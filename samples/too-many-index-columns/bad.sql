-- The search form has four fields.
CREATE INDEX CONCURRENTLY customers_search_idx ON customers (name, city, country, birthday);
