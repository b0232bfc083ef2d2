-- Orders outlive the customer.
SET lock_timeout = '2s';

CREATE TABLE invoices (
  id bigint PRIMARY KEY,
  customer_id bigint REFERENCES customers (id) ON DELETE SET NULL
);
