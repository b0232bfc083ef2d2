-- Since when is somebody a customer?
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN customer_since timestamptz DEFAULT now();
