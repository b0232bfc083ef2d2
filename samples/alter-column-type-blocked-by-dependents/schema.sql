CREATE TABLE customers (id bigint PRIMARY KEY, name varchar(50));
CREATE VIEW customer_names AS SELECT id, name FROM customers;
