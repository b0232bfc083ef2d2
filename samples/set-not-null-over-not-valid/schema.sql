CREATE TABLE customers (id bigint PRIMARY KEY, email text);
ALTER TABLE customers ADD CONSTRAINT customers_email_there NOT NULL email NOT VALID;
