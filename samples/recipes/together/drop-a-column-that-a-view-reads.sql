DROP VIEW open_orders CASCADE;
ALTER TABLE orders DROP COLUMN deleted;
CREATE VIEW open_orders AS SELECT id, state FROM orders WHERE state = 'open';
CREATE VIEW open_states AS SELECT DISTINCT state FROM open_orders;
