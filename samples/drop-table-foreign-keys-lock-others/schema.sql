CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE products (id bigint PRIMARY KEY);
CREATE TABLE ratings (
  id bigint PRIMARY KEY,
  customer_id bigint CONSTRAINT ratings_customer_id_fkey REFERENCES customers (id),
  product_id bigint CONSTRAINT ratings_product_id_fkey REFERENCES products (id)
);
