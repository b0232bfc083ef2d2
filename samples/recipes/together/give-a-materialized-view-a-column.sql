DROP MATERIALIZED VIEW states;
CREATE MATERIALIZED VIEW states AS
  SELECT state, count(*) AS how_many, max(id) AS last FROM orders GROUP BY state;
CREATE UNIQUE INDEX states_state_idx ON states (state);
DROP MATERIALIZED VIEW "Ids";
CREATE MATERIALIZED VIEW public."Ids" AS SELECT id FROM orders;
