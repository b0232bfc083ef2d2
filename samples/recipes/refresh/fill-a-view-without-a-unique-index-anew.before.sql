CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE MATERIALIZED VIEW states AS SELECT DISTINCT state FROM orders;
