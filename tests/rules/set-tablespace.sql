-- case: a table that moves is copied
ALTER TABLE users SET TABLESPACE fast;
-- expect: copying table "public.users" to tablespace "fast" blocks reads and writes of it meanwhile

-- case: a table that moves back is copied, too
-- schema:
CREATE TABLE shop."Users" (id bigint) TABLESPACE fast;
-- run:
ALTER TABLE IF EXISTS ONLY shop."Users" ADD COLUMN name text, SET TABLESPACE pg_default;
-- expect: copying table "shop.Users" to tablespace "pg_default"

-- case: an index that moves is copied
ALTER INDEX users_email_idx SET TABLESPACE fast;
-- expect: copying index "public.users_email_idx" to tablespace "fast" blocks reads and writes of its table meanwhile

-- case: a materialized view is copied
-- schema:
CREATE MATERIALIZED VIEW totals AS SELECT 1 AS id;
-- run:
ALTER MATERIALIZED VIEW totals SET TABLESPACE fast;
-- expect: copying materialized view "public.totals"

-- case: all of a tablespace at once is the worst
ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE fast;
-- expect: everything in tablespace "pg_default" is copied, locked against reads and writes until the last is done

-- case: a table that is there already does not move
-- schema:
CREATE TABLE users (id bigint) TABLESPACE fast;
CREATE TABLE orders (id bigint);
-- run:
ALTER TABLE users SET TABLESPACE fast;
ALTER TABLE orders SET TABLESPACE pg_default;

-- case: a partitioned table has no files
-- schema:
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
-- run:
ALTER TABLE events SET TABLESPACE fast;

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE users SET TABLESPACE fast;
ALTER INDEX users_pkey SET TABLESPACE fast;

-- case: a temporary table is used by nobody else
CREATE TEMP TABLE picked (id bigint);
ALTER TABLE picked SET TABLESPACE fast;

-- case: an index that is rebuilt elsewhere blocks nobody
REINDEX (CONCURRENTLY, TABLESPACE fast) INDEX users_email_idx;
