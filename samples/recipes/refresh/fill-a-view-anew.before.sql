CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE MATERIALIZED VIEW states AS SELECT state, count(*) AS how_many FROM orders GROUP BY state;
CREATE UNIQUE INDEX ON states (state);
CREATE MATERIALIZED VIEW "Empty" AS SELECT id FROM orders WITH NO DATA;
