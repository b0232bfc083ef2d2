-- case: four columns are one too many
CREATE INDEX CONCURRENTLY orders_idx ON orders (a, b, c, d);
-- expect: index "orders_idx" has 4 key columns

-- case: expressions count like columns
CREATE INDEX ON shop."Orders" (lower(a), (b + 1), c, d);
-- expect: has 4 key columns

-- case: the limit may be another one
-- parameter: columns=1
CREATE INDEX orders_idx ON orders (a, b);
-- expect: has 2 key columns

-- case: three columns are not too many
CREATE INDEX CONCURRENTLY orders_idx ON orders (a, b, c);

-- case: what is included is no key
CREATE INDEX CONCURRENTLY orders_idx ON orders (a) INCLUDE (b, c, d, e);

-- case: a unique index needs all of its columns
CREATE UNIQUE INDEX CONCURRENTLY orders_idx ON orders (a, b, c, d);

-- case: an index that is there already is not built
-- schema:
CREATE TABLE orders (a int, b int, c int, d int);
CREATE INDEX orders_idx ON orders (a, b, c, d);
-- run:
CREATE INDEX IF NOT EXISTS orders_idx ON orders (a, b, c, d);
