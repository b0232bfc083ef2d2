CREATE TABLE customers_staging (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers_staging (id));
CREATE TABLE customers_staging_errors (id bigint PRIMARY KEY);
