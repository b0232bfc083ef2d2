CREATE TABLE orders (id bigint PRIMARY KEY, paid boolean);
