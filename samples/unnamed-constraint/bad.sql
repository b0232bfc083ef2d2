-- What is paid is not more than the price.
CREATE TABLE payments (
  id bigint PRIMARY KEY,
  price integer NOT NULL,
  paid integer NOT NULL,
  CHECK (paid <= price)
);
