CREATE OR REPLACE VIEW order_states AS SELECT id, state FROM orders;
