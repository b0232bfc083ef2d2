-- case: a dropped table is found
DROP TABLE users;
-- expect: dropping table "public.users" loses its data and breaks running code that uses it

-- case: IF EXISTS and CASCADE make it no safer
DROP TABLE IF EXISTS shop."Old Users" CASCADE;
-- expect: dropping table "shop.Old Users"

-- case: each of several is found
DROP TABLE a, b;
-- expect: table "public.a"
-- expect: table "public.b"

-- case: the partitions of a dropped table are lost too
-- schema:
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
DROP TABLE events;
-- expect: table "public.events"
-- expect: table "public.events_2020"

-- case: a table whose creation was rolled back is not new
-- schema:
CREATE TABLE users (id bigint);
-- run:
BEGIN;
DROP TABLE users;
CREATE TABLE users (id bigint);
ROLLBACK;
DROP TABLE users;
-- expect: table "public.users"
-- expect: table "public.users"

-- case: a temporary table is used by nobody else
CREATE TEMP TABLE picked (id bigint);
DROP TABLE picked;

-- case: a table of the same deploy is used by nobody
CREATE TABLE users_new (id bigint);
DROP TABLE users_new;

-- case: dropping a view loses no data
DROP VIEW IF EXISTS active_users;

-- case: a table that does not exist any more is lost once only
-- schema:
CREATE TABLE users (id bigint);
DROP TABLE users;
-- run:
CREATE TABLE users (id bigint);
DROP TABLE users;
