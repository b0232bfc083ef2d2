CREATE TABLE orders (id bigint PRIMARY KEY, state varchar(20) UNIQUE, CHECK (state <> ''));
CREATE INDEX ON orders (lower(state));
