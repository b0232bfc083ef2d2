CREATE TABLE orders (
  id serial PRIMARY KEY,
  state text NOT NULL,
  replaces integer REFERENCES orders (id),
  CONSTRAINT orders_once UNIQUE (state, id) INCLUDE (replaces),
  CHECK (id > 0)
);
COMMENT ON CONSTRAINT orders_pkey ON orders IS 'what everybody points to';
COMMENT ON INDEX orders_once IS 'for the list';
CREATE INDEX orders_backwards ON orders (id DESC) WHERE state <> 'done';
CREATE STATISTICS orders_spread ON id, state FROM orders;
ALTER TABLE orders CLUSTER ON orders_once;
CREATE TABLE items (
  order_id integer NOT NULL REFERENCES orders ON DELETE CASCADE,
  place smallint,
  PRIMARY KEY (order_id, place)
);
CREATE TABLE returns (
  id integer PRIMARY KEY,
  order_id integer,
  state text,
  CONSTRAINT returns_of FOREIGN KEY (state, order_id) REFERENCES orders (state, id) MATCH FULL
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON CONSTRAINT returns_of ON returns IS 'only what was ordered';
