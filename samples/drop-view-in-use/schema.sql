CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL, town text);
CREATE VIEW mailing_list AS SELECT id, name FROM customers;
