-- case: the table has as many as it should
-- parameter: indexes=2
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, a int, b int);
CREATE INDEX ON orders (a);
-- run:
CREATE INDEX CONCURRENTLY orders_b_idx ON orders (b);
-- expect: table "public.orders" has 2 indexes already

-- case: those that the deploy builds count as well
-- parameter: indexes=1
CREATE TABLE shop."Orders" (id bigint PRIMARY KEY, a int);
CREATE INDEX ON shop."Orders" (a);
-- expect: table "shop.Orders" has 1 indexes already

-- case: a constraint has an index, too
-- parameter: indexes=1
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, a int);
-- run:
ALTER TABLE orders ADD CONSTRAINT a_key UNIQUE (a);
-- expect: has 1 indexes already

-- case: there is room for more
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, a int, b int);
CREATE INDEX ON orders (a);
-- run:
CREATE INDEX CONCURRENTLY orders_b_idx ON orders (b);

-- case: one goes before another comes
-- parameter: indexes=2
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, a int, b int);
CREATE INDEX orders_a_idx ON orders (a);
-- run:
DROP INDEX CONCURRENTLY orders_a_idx;
CREATE INDEX CONCURRENTLY orders_b_idx ON orders (b);

-- case: nothing is known of an old table
-- parameter: indexes=1
CREATE INDEX CONCURRENTLY orders_b_idx ON orders (b);

-- case: a rebuilt index is none more
-- parameter: indexes=1
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, a int);
-- run:
REINDEX INDEX CONCURRENTLY orders_pkey;
