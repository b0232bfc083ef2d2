-- Each instance runs sqlx::migrate!() as it starts.
-- file 20260301120000_orders_by_customer.sql waits_in_statement: sqlx
CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);
