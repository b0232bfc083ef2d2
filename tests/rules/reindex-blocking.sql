-- case: rebuilding an index stops writers and readers of its table
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
CREATE INDEX orders_user_idx ON orders (user_id);
-- run:
REINDEX INDEX orders_user_idx;
-- expect: rebuilding index "public.orders_user_idx" blocks writes to table "public.orders"

-- case: rebuilding those of a table is no better
REINDEX TABLE shop."Orders";
-- expect: rebuilding the indexes blocks writes to table "shop.Orders"

-- case: options in parentheses are passed over
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY);
-- run:
REINDEX (VERBOSE) TABLE orders;
-- expect: table "public.orders"

-- case: an index that nothing creates belongs to some table
REINDEX INDEX orders_user_idx;
-- expect: rebuilding index "public.orders_user_idx" blocks writes to its table

-- case: a whole schema is rebuilt table by table
REINDEX SCHEMA shop;
-- expect: rebuilding all indexes blocks writes to every table in turn

-- case: from 14 on a partitioned table is rebuilt partition by partition
-- pg: 14
-- schema:
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE INDEX events_at_idx ON events (at);
-- run:
REINDEX INDEX events_at_idx;
-- expect: public.events_at_idx

-- case: up to 13 that is refused
-- pg: 13
-- schema:
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE INDEX events_at_idx ON events (at);
-- run:
REINDEX INDEX events_at_idx;

-- case: CONCURRENTLY lets everybody through
REINDEX INDEX CONCURRENTLY orders_user_idx;
REINDEX (VERBOSE, CONCURRENTLY) TABLE orders;

-- case: up to 11 there is no other way
-- pg: 11
REINDEX TABLE orders;

-- case: from 12 on there is
-- pg: 12
REINDEX TABLE orders;
-- expect: table "public.orders"

-- case: the system catalogs have no concurrent form
REINDEX SYSTEM shop;

-- case: a table of the same deploy is used by nobody
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
REINDEX TABLE orders;

-- case: a temporary table is used by nobody else
CREATE TEMP TABLE picked (id bigint PRIMARY KEY);
REINDEX TABLE picked;
