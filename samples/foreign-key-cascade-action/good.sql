-- A customer's addresses are deleted before the customer.
SET lock_timeout = '2s';

CREATE TABLE addresses (
  id bigint PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customers (id) ON DELETE RESTRICT
);
