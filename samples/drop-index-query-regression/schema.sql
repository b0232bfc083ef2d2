CREATE TABLE customers (id bigint PRIMARY KEY, fax text, country text);
CREATE INDEX customers_fax_idx ON customers (fax);
