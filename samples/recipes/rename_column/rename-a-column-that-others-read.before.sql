CREATE TABLE orders (
  id bigint PRIMARY KEY,
  state varchar(20) COLLATE "C" NOT NULL DEFAULT 'new',
  quantity integer CHECK (quantity > 0)
);
ALTER TABLE orders ALTER COLUMN state SET STORAGE EXTERNAL, ALTER COLUMN state SET (n_distinct = 5),
  ALTER COLUMN state SET STATISTICS 200;
COMMENT ON COLUMN orders.state IS 'where it is';
GRANT SELECT (id, state), UPDATE (state) ON orders TO clerk;
CREATE INDEX orders_state ON orders (lower(state) text_pattern_ops) INCLUDE (quantity);
COMMENT ON INDEX orders_state IS 'as people type it';
ALTER INDEX orders_state ALTER COLUMN 1 SET STATISTICS 500;
CREATE STATISTICS orders_kinds (dependencies) ON state, quantity FROM orders;
COMMENT ON STATISTICS orders_kinds IS 'what goes together';
ALTER STATISTICS orders_kinds SET STATISTICS 300;
ALTER TABLE orders ADD CONSTRAINT orders_known CHECK (orders.state <> '' AND state = lower(state));
COMMENT ON CONSTRAINT orders_known ON orders IS 'what the application can show';

CREATE VIEW open_orders WITH (security_barrier) AS SELECT id, state FROM orders WHERE state = 'open'
  WITH LOCAL CHECK OPTION;
GRANT SELECT, INSERT ON open_orders TO clerk WITH GRANT OPTION;
COMMENT ON VIEW open_orders IS 'what is to be done';
CREATE VIEW open_states AS SELECT state AS kind, count(*) FROM open_orders GROUP BY state;
CREATE FUNCTION state_of(bigint) RETURNS text LANGUAGE sql STABLE
  BEGIN ATOMIC SELECT state FROM orders WHERE id = $1; END;
CREATE POLICY open_to_all ON orders USING (state <> 'secret') WITH CHECK (state <> 'gone');
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE PUBLICATION everything FOR TABLE orders;
