-- The tables of plain.sql with all that a change has to carry along.
CREATE TABLE customers (id bigserial PRIMARY KEY, name text NOT NULL, favourite bigint);
CREATE TABLE orders (
  id bigserial PRIMARY KEY,
  customer_id bigint,
  state varchar(20) NOT NULL DEFAULT 'new' CHECK (state <> ''),
  quantity integer,
  price numeric(8,2),
  note text,
  extra json,
  replaces bigint REFERENCES orders (id)
);
ALTER TABLE customers ADD FOREIGN KEY (favourite) REFERENCES orders (id);
CREATE INDEX orders_state_idx ON orders (state);
CREATE INDEX orders_noted_idx ON orders (quantity, state) WHERE note IS NOT NULL;
CREATE STATISTICS orders_kinds ON state, quantity FROM orders;
ALTER TABLE orders ALTER COLUMN state SET STATISTICS 200;
COMMENT ON TABLE orders IS 'what customers asked for';
COMMENT ON COLUMN orders.state IS 'where it is';
CREATE TABLE "Order Items" (
  "Id" int PRIMARY KEY,
  "Order" bigint REFERENCES orders (id),
  "Kind" text CHECK ("Kind" <> '')
);

CREATE VIEW open_orders AS SELECT id, state, quantity FROM orders WHERE state = 'open';
CREATE VIEW "Kinds" AS SELECT DISTINCT "Kind" FROM "Order Items";
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.note := coalesce(NEW.note, '') || ' changed';
  RETURN NEW;
END $$;
CREATE TRIGGER orders_changed BEFORE UPDATE OF state ON orders
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION note_change();
CREATE POLICY open_to_all ON orders USING (state <> 'secret');
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON orders, customers TO reporting;
GRANT SELECT (state), UPDATE (note) ON orders TO clerk;
