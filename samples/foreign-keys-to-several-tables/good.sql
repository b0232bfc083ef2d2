-- Customers rate what they bought.
SET lock_timeout = '2s';

CREATE TABLE ratings (
  id bigint PRIMARY KEY,
  customer_id bigint NOT NULL,
  product_id bigint NOT NULL
);
ALTER TABLE ratings ADD FOREIGN KEY (customer_id) REFERENCES customers (id);
ALTER TABLE ratings ADD FOREIGN KEY (product_id) REFERENCES products (id);
