-- A runner that waits without a statement.
-- file 20260301120000_orders_by_customer.sql
CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);
