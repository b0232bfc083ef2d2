CREATE TABLE orders (id bigint PRIMARY KEY, number smallint);
ALTER TABLE orders ALTER COLUMN number TYPE bigint;
