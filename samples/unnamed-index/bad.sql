-- The list of a customer's orders has become slow.
CREATE INDEX CONCURRENTLY ON orders (customer_id);
