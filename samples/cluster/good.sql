-- The query about a customer's orders reads the index alone.
CREATE INDEX CONCURRENTLY orders_customer_id_total_idx ON orders (customer_id) INCLUDE (total);
