-- Customers and their addresses come with this deploy.
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE addresses (
  id bigint PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customers (id)
);
