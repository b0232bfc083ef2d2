CREATE TABLE customers (id bigserial PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (id bigserial PRIMARY KEY, customer_id bigint, state varchar(20) NOT NULL DEFAULT 'new', quantity integer, price numeric(8,2), note text, extra json);
CREATE INDEX orders_state_idx ON orders (state);
COMMENT ON COLUMN orders.state IS 'where it is';
CREATE TABLE "Order Items" ("Id" int PRIMARY KEY, "Order" bigint REFERENCES orders (id), "Kind" text CHECK ("Kind" <> ''));
