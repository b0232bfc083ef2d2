CREATE TABLE countries (code varchar(2) PRIMARY KEY);
CREATE TABLE customers (id bigint PRIMARY KEY, country varchar(2) REFERENCES countries);
