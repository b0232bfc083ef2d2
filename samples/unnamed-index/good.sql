-- The list of a customer's orders has become slow.
CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);
