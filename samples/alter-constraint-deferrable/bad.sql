-- Orders may be loaded before their customers.
SET lock_timeout = '2s';

ALTER TABLE orders ALTER CONSTRAINT orders_customer_fkey DEFERRABLE INITIALLY DEFERRED;
