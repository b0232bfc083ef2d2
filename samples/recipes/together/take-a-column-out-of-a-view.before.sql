CREATE TABLE orders (id bigint PRIMARY KEY, state text, price numeric);
CREATE VIEW open_orders AS SELECT id, state, price FROM orders WHERE state = 'open';
