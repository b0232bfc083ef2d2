CREATE TABLE customers (id bigint PRIMARY KEY, name varchar(50) CONSTRAINT customers_named CHECK (name <> ''));
