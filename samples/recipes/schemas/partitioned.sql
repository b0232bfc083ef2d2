-- The tables of plain.sql; the orders are in partitions.
CREATE TABLE customers (id bigserial PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (
  id bigserial PRIMARY KEY,
  customer_id bigint,
  state varchar(20) NOT NULL DEFAULT 'new',
  quantity integer,
  price numeric(8,2),
  note text,
  extra json
) PARTITION BY RANGE (id);
CREATE TABLE orders_first PARTITION OF orders FOR VALUES FROM (MINVALUE) TO (1000);
CREATE TABLE orders_later PARTITION OF orders FOR VALUES FROM (1000) TO (1000000);
CREATE TABLE orders_rest PARTITION OF orders DEFAULT;
CREATE INDEX orders_state_idx ON orders (state);
COMMENT ON COLUMN orders.state IS 'where it is';
CREATE TABLE "Order Items" (
  "Id" int PRIMARY KEY,
  "Order" bigint REFERENCES orders (id),
  "Kind" text CHECK ("Kind" <> '')
);
