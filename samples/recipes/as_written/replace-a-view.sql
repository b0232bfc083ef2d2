CREATE OR REPLACE VIEW open_orders AS SELECT id, state, price FROM orders WHERE state = 'open';
CREATE OR REPLACE VIEW "All Orders" AS SELECT id FROM orders WHERE state <> 'deleted';
