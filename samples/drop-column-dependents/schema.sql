CREATE TABLE customers (id bigint PRIMARY KEY, name text, fax text);
CREATE VIEW customer_contacts AS SELECT id, name, fax FROM customers;
