-- Only the build may take as long as it needs.
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);
SET statement_timeout = '30s';
