-- case: an index on a live table blocks its writers
CREATE INDEX orders_user_idx ON orders (user_id);
-- expect: building index "orders_user_idx" blocks every write to table "public.orders"

-- case: IF NOT EXISTS and UNIQUE make it no safer
CREATE UNIQUE INDEX IF NOT EXISTS "Users Email" ON shop."Users" (lower(email));
-- expect: building index "Users Email" blocks every write to table "shop.Users"

-- case: an index without a name is found
CREATE INDEX ON orders (user_id, created_at) WHERE paid;
-- expect: table "public.orders"

-- case: a table of a former deploy is live
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- run:
CREATE INDEX orders_user_idx ON orders (user_id);
-- expect: "orders_user_idx"

-- case: a table whose creation was rolled back is not new
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- run:
BEGIN;
DROP TABLE orders;
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
ROLLBACK;
CREATE INDEX orders_user_idx ON orders (user_id);
-- expect: "orders_user_idx"

-- case: a table that was rolled back to a savepoint is not new
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- run:
BEGIN;
SAVEPOINT before_it;
DROP TABLE orders;
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
ROLLBACK TO before_it;
CREATE INDEX orders_user_idx ON orders (user_id);
COMMIT;
-- expect: "orders_user_idx"

-- case: all partitions of a partitioned table are blocked
-- schema:
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
CREATE INDEX events_at_idx ON events (at);
-- expect: blocks every write

-- case: CONCURRENTLY lets writes through
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);

-- case: a table of the same deploy has no writers
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
CREATE INDEX orders_user_idx ON orders (user_id);

-- case: a table of an earlier migration of the same deploy has no writers
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- next file:
CREATE INDEX orders_user_idx ON public.orders (user_id);

-- case: a table made under a name and then renamed has no writers
CREATE TABLE orders_new (id bigint PRIMARY KEY, user_id bigint);
ALTER TABLE orders_new RENAME TO orders_v2;
CREATE INDEX ON orders_v2 (user_id);

-- case: a table filled by a query of the same deploy has no writers
CREATE TABLE totals AS SELECT user_id, sum(total) AS total FROM orders GROUP BY 1;
CREATE INDEX ON totals (user_id);

-- case: a temporary table is seen by nobody else
CREATE TEMP TABLE picked AS SELECT id FROM orders WHERE id < 100;
CREATE INDEX ON picked (id);

-- case: ONLY on a partitioned table builds nothing
-- schema:
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
CREATE INDEX events_at_idx ON ONLY events (at);

-- case: a DO block builds no less
DO $$ BEGIN CREATE INDEX orders_user_idx ON orders (user_id); END $$;
-- expect: building index "orders_user_idx" blocks every write to table "public.orders"

-- case: a table that a DO block made has no writers
-- schema:
CREATE TABLE other (id bigint);
-- run:
DO $$ BEGIN
  IF to_regclass('orders') IS NULL THEN CREATE TABLE orders (user_id bigint); END IF;
END $$;
CREATE INDEX orders_user_idx ON orders (user_id);

-- case: a function that is called builds no less
-- schema:
CREATE TABLE orders (user_id bigint);
-- run:
CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'CREATE INDEX orders_user_idx ON orders (user_id)';
SELECT f();
-- expect: "orders_user_idx"

-- case: the writers of all partitions are named with their parent
-- schema:
CREATE TABLE shop."Events" (id bigint, at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE shop.events_2020 PARTITION OF shop."Events" FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
CREATE INDEX ON shop."Events" (at);
-- expect: blocks every write to table "shop.Events" and its partitions

-- case: partitions of the same deploy have no writers
-- schema:
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
-- run:
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE INDEX events_at_idx ON events (at);

-- case: an index of a materialized view blocks its refresh
-- schema:
CREATE TABLE orders (id bigint, user_id bigint);
CREATE MATERIALIZED VIEW totals AS SELECT user_id, count(*) AS orders FROM orders GROUP BY 1;
-- run:
CREATE UNIQUE INDEX ON totals (user_id);
-- expect: table "public.totals"

-- case: a table selected into by the same deploy has no writers
SELECT user_id INTO buyers FROM orders;
CREATE INDEX ON buyers (user_id);

-- case: a materialized view of the same deploy is read by nobody
CREATE MATERIALIZED VIEW totals AS SELECT user_id, count(*) AS orders FROM orders GROUP BY 1;
CREATE INDEX ON totals (user_id);

-- case: a table of the same name in another schema is not this one
CREATE TABLE archive.orders (id bigint, user_id bigint);
CREATE INDEX orders_user_idx ON orders (user_id);
-- expect: table "public.orders"

-- case: the recipe for a partitioned table stops nobody
-- schema:
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
CREATE INDEX events_at_idx ON ONLY events (at);
CREATE INDEX CONCURRENTLY events_2020_at_idx ON events_2020 (at);
ALTER INDEX events_at_idx ATTACH PARTITION events_2020_at_idx;

-- case: IF NOT EXISTS builds nothing where the index is known to be there
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
CREATE INDEX orders_user_idx ON orders (user_id);
-- run:
CREATE INDEX IF NOT EXISTS orders_user_idx ON orders (user_id);

-- case: a partial index is an index all the same
CREATE UNIQUE INDEX users_email_idx ON users (email) WHERE deleted_at IS NULL;
-- expect: "users_email_idx"

-- case: without BEGIN a table of the same file is as new
CREATE TABLE IF NOT EXISTS "Orders" (id bigint PRIMARY KEY, user_id bigint);
CREATE INDEX ON "Orders" (user_id);

-- case: an unlogged table has writers like any other
-- schema:
CREATE UNLOGGED TABLE sessions (id bigint, user_id bigint);
-- run:
CREATE INDEX ON sessions (user_id);
-- expect: table "public.sessions"

-- case: a table that the deploy truncated has nothing to index
TRUNCATE sessions;
CREATE INDEX sessions_id ON sessions (id);

-- case: a timeout that is shorter than the build is no way to build
SET statement_timeout = '5s';
CREATE INDEX users_plan_idx ON users (plan);
-- expect: building index "users_plan_idx" blocks every write
