--! Previous: -
--! Hash: sha1:2b40ef06b9518eb1d773f273d34605d500529155
--! Message: create orders

CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer REFERENCES customers (id));
