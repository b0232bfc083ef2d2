--liquibase formatted sql

--changeset ann:create-orders
CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer REFERENCES customers (id));
--rollback DROP TABLE orders;
--rollback DROP TABLE customers;

--changeset ann:orders-state
ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new';
CREATE INDEX orders_state ON orders (state);
--rollback ALTER TABLE orders DROP COLUMN state;

--changeset ann:orders-by-customer runInTransaction:false
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
--rollback DROP INDEX CONCURRENTLY orders_customer;
