-- The search form has four fields; a name and a birthday leave a handful of rows.
CREATE INDEX CONCURRENTLY customers_search_idx ON customers (name, birthday);
