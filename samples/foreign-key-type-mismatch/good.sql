-- A customer may have several addresses.
SET lock_timeout = '2s';

CREATE TABLE addresses (
  id bigint PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customers (id)
);
