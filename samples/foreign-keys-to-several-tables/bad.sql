-- Customers rate what they bought.
SET lock_timeout = '2s';

CREATE TABLE ratings (
  id bigint PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customers (id),
  product_id bigint NOT NULL REFERENCES products (id)
);
