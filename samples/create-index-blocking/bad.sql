-- The list of a customer's orders has become slow.
SET lock_timeout = '2s';

CREATE INDEX orders_customer_id_idx ON orders (customer_id);
