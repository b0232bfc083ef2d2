CREATE INDEX ON orders (customer_id, price DESC) WHERE price > 0;
