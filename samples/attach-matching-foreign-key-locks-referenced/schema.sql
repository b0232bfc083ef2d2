CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE visits (customer_id bigint REFERENCES customers (id), at date NOT NULL)
  PARTITION BY RANGE (at);
