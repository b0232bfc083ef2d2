CREATE TABLE orders (id bigint PRIMARY KEY, code text NOT NULL, kind varchar(10) NOT NULL);
CREATE INDEX ON orders (code, kind);
