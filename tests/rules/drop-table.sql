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

-- case: a table that the deploy renamed aside is known to nobody by its new name
-- schema:
CREATE TABLE users (id bigint);
-- run:
CREATE TABLE users_new (id bigint, name text);
BEGIN;
ALTER TABLE users RENAME TO users_old;
ALTER TABLE users_new RENAME TO users;
COMMIT;
DROP TABLE users_old;

-- case: a table that an earlier deploy renamed is in use
ALTER TABLE users RENAME TO accounts;
-- next deploy:
DROP TABLE accounts;
-- expect: table "public.accounts"

-- case: the sequence of a column goes with its table
-- schema:
CREATE TABLE users (id bigserial PRIMARY KEY);
-- run:
DROP TABLE users;
-- expect: dropping table "public.users"

-- case: one that is made anew has a rule of its own
DROP TABLE IF EXISTS users;
CREATE TABLE users (id bigint);

-- case: one that another table takes the name of does not
CREATE TABLE users_new (id bigint);
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
-- expect: table "public.users"

-- case: what IF EXISTS clears away for a new table may never have been there
DROP TABLE IF EXISTS proposals;
CREATE TABLE proposals (id bigint PRIMARY KEY);

-- case: the way is cleared for a temporary table
DROP TABLE IF EXISTS picked;
CREATE TEMP TABLE picked AS SELECT 1 AS id;

-- case: a table that is there is dropped, whatever comes next
-- schema:
CREATE TABLE picked (id bigint PRIMARY KEY);
-- run:
DROP TABLE IF EXISTS picked;
CREATE TEMP TABLE picked AS SELECT 1 AS id;
-- expect: dropping table "public.picked" loses its data
