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

-- case: the index of a materialized view is waited for by its readers
-- schema:
CREATE TABLE orders (id bigint, user_id bigint);
CREATE MATERIALIZED VIEW totals AS SELECT user_id, count(*) AS orders FROM orders GROUP BY 1;
CREATE INDEX totals_idx ON totals (user_id);
-- run:
DROP INDEX totals_idx;
-- expect: table "public.totals"

-- case: CASCADE has no concurrent form and blocks as well
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email_idx ON users (email);
-- run:
DROP INDEX users_email_idx CASCADE;
-- expect: "public.users_email_idx"

-- case: an index of the same transaction was built under a lock that is still held
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- run:
BEGIN;
CREATE INDEX users_email_idx ON users (email);
DROP INDEX users_email_idx;
COMMIT;

-- case: with the table gone nobody misses the index
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email_idx ON users (email);
-- run:
BEGIN;
DROP INDEX users_email_idx;
DROP TABLE users;
COMMIT;

-- case: without a transaction the table is still there while the index goes
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email_idx ON users (email);
-- run:
DROP INDEX users_email_idx;
DROP TABLE users;
-- expect: "public.users_email_idx"

-- case: a transaction that has locked the table anyway adds nothing
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email_idx ON users (email);
-- run:
BEGIN;
LOCK TABLE users IN ACCESS EXCLUSIVE MODE;
DROP INDEX users_email_idx;
COMMIT;

-- case: what PostgreSQL refuses to drop blocks nobody
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- run:
DROP INDEX users_pkey;

-- case: one that is known not to be there is not dropped
-- complete:
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- run:
DROP INDEX IF EXISTS users_email_idx;

-- case: of several that one statement drops only those of live tables count
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email_idx ON users (email);
-- run:
CREATE TABLE coupons (code text);
CREATE INDEX coupons_idx ON coupons (code);
DROP INDEX coupons_idx, users_email_idx;
-- expect: "public.users_email_idx"

-- case: the index of a constraint went with it
-- schema:
CREATE TABLE jobs (name text CONSTRAINT jobs_name_key UNIQUE);
-- run:
ALTER TABLE jobs DROP CONSTRAINT jobs_name_key;
DROP INDEX IF EXISTS jobs_name_key;
