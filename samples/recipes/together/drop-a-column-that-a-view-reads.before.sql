CREATE TABLE orders (id bigint PRIMARY KEY, state text, deleted boolean);
CREATE VIEW open_orders AS SELECT id, state FROM orders WHERE state = 'open' AND NOT deleted;
CREATE VIEW open_states AS SELECT DISTINCT state FROM open_orders;
