-- A script of its own, which holds one kind.
-- file V7__orders_by_customer.sql
CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);
