-- The loader says so for its own transaction, with a key that was made deferrable.
SET lock_timeout = '2s';

ALTER TABLE loaded_orders ADD CONSTRAINT loaded_orders_customer_fkey
  FOREIGN KEY (customer_id) REFERENCES customers (id) DEFERRABLE NOT VALID;
ALTER TABLE loaded_orders VALIDATE CONSTRAINT loaded_orders_customer_fkey;
