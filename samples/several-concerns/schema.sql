CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE sessions (id bigint PRIMARY KEY);
