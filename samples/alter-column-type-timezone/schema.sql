CREATE TABLE orders (id bigint PRIMARY KEY, paid_at timestamp);
