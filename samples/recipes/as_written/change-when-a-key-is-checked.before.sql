CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  customer bigint CONSTRAINT of_customer REFERENCES customers DEFERRABLE INITIALLY DEFERRED,
  payer bigint CONSTRAINT of_payer REFERENCES customers
);
