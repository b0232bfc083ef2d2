-- Old customers are looked up in their orders, in batches, later.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN customer_since timestamptz, ALTER COLUMN customer_since SET DEFAULT now();
