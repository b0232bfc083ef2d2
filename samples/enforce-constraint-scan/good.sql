-- PostgreSQL 18 and later
-- A key that can be validated takes over; the old one goes in a later deploy.
SET lock_timeout = '2s';

ALTER TABLE orders ADD CONSTRAINT orders_to_customer FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_to_customer;
