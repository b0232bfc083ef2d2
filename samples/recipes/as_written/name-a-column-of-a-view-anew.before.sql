CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE VIEW open_orders AS SELECT id, state FROM orders WHERE state <> 'done';
CREATE VIEW done_orders AS SELECT id FROM orders WHERE state = 'done';
