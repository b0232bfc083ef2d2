-- The runner's settings are as they come.
-- file V7__orders_by_customer.sql keeps_transaction: Flyway
CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);
