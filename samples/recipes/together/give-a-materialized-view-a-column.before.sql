CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE MATERIALIZED VIEW states AS SELECT state, count(*) AS how_many FROM orders GROUP BY state;
CREATE UNIQUE INDEX states_state_idx ON states (state);
CREATE MATERIALIZED VIEW "Ids" AS SELECT id, state FROM orders;
