CREATE TABLE orders (id bigint PRIMARY KEY, quantity integer NOT NULL DEFAULT 1 CHECK (quantity > 0));
CREATE INDEX orders_large ON orders (quantity) WHERE quantity > 10;
CREATE STATISTICS orders_spread ON id, quantity FROM orders;
