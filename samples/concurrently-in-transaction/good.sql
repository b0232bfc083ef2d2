-- Sent by itself, so it may commit in the middle of its work.
CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);
