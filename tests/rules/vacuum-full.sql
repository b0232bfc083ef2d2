-- case: VACUUM FULL is found
VACUUM FULL users;
-- expect: VACUUM FULL rewrites table "public.users", and reads and writes of it wait meanwhile

-- case: so it is among options, and for each table
VACUUM (FULL true, ANALYZE) shop."Users", orders;
-- expect: table "shop.Users"
-- expect: table "public.orders"

-- case: without a name it takes them all
VACUUM (FULL, VERBOSE);
-- expect: VACUUM FULL rewrites every table of the database

-- case: a materialized view is rewritten as well
-- schema:
CREATE MATERIALIZED VIEW totals AS SELECT 1 AS id;
-- run:
VACUUM FULL totals;
-- expect: materialized view "public.totals"

-- case: FULL may be false
VACUUM (FULL false) users;
VACUUM (FULL off, ANALYZE) users;

-- case: plain VACUUM blocks nobody
VACUUM ANALYZE users;

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint);
VACUUM FULL users;

-- case: a temporary table is used by nobody else
CREATE TEMP TABLE picked (id bigint);
VACUUM FULL picked;

-- case: CLUSTER is another rule's matter
CLUSTER users USING users_pkey;
