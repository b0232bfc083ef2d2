CREATE TABLE orders (id bigint PRIMARY KEY, total integer, state integer);
