-- Orders outlive the customer.
SET lock_timeout = '2s';

CREATE TABLE invoices (
  id bigint PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customers (id) ON DELETE SET NULL
);
