CREATE DOMAIN email AS text;
CREATE TABLE customers (id bigint PRIMARY KEY, contact email);
