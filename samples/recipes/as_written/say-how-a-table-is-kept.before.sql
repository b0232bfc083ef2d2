CREATE TABLE orders (id bigint PRIMARY KEY, state text, note text) WITH (fillfactor = 80);
ALTER TABLE orders ALTER COLUMN state SET STATISTICS 200;
