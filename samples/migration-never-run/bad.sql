-- In a script of Flyway, which finds both kinds in it.
-- file V7__orders_by_customer.sql does_not_run: Flyway refuses a script that mixes them
SET lock_timeout = '2s';
CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);
