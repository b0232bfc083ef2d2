CREATE DOMAIN email AS text;
CREATE TABLE customers (id bigint PRIMARY KEY, contact email);
CREATE TABLE invoices (id bigint PRIMARY KEY, sent_to email);
