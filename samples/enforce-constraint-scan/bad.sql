-- PostgreSQL 18 and later
-- Every order has a customer by now.
SET lock_timeout = '2s';

ALTER TABLE orders ALTER CONSTRAINT orders_customer_fkey ENFORCED;
