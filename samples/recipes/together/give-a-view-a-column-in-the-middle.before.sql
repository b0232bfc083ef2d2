CREATE TABLE orders (id bigint PRIMARY KEY, state text, price numeric);
CREATE VIEW open_orders AS SELECT id, state FROM orders WHERE state = 'open';
