-- flyway.conf says flyway.postgresql.transactional.lock=false.
-- file V7__orders_by_customer.sql
CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);
