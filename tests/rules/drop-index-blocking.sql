-- case: dropping an index of a live table is found
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email_idx ON users (email);
-- run:
DROP INDEX users_email_idx;
-- expect: dropping index "public.users_email_idx" blocks reads and writes of table "public.users"

-- case: an index that nothing creates belongs to some table
DROP INDEX IF EXISTS shop."Old Index";
-- expect: dropping index "shop.Old Index" blocks reads and writes of its table

-- case: each of several is found
DROP INDEX a_idx, b_idx;
-- expect: "public.a_idx"
-- expect: "public.b_idx"

-- case: a transaction makes it no safer
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email_idx ON users (email);
-- run:
BEGIN;
DROP INDEX users_email_idx;
COMMIT;
-- expect: "public.users_email_idx"

-- case: CONCURRENTLY waits without standing in the way
DROP INDEX CONCURRENTLY IF EXISTS users_email_idx;

-- case: an index of a table of the same deploy is used by nobody
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email_idx ON users (email);
DROP INDEX users_email_idx;

-- case: an index of a temporary table is used by nobody else
CREATE TEMP TABLE picked (id bigint);
CREATE INDEX picked_id_idx ON picked (id);
DROP INDEX picked_id_idx;

-- case: on a partitioned table there is no other way
-- schema:
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
CREATE INDEX events_at_idx ON events (at);
-- run:
DROP INDEX events_at_idx;

-- case: dropping a table is another rule's matter
DROP TABLE users;
