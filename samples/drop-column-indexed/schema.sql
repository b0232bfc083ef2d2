CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, channel text);
CREATE INDEX orders_by_customer ON orders (customer_id, channel);
