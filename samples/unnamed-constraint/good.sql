-- The check has a name that errors and later migrations can use.
CREATE TABLE payments (
  id bigint PRIMARY KEY,
  price integer NOT NULL,
  paid integer NOT NULL,
  CONSTRAINT payments_paid_check CHECK (paid <= price)
);
