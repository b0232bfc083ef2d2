-- case: an emptied table is found
TRUNCATE users;
-- expect: TRUNCATE throws every row of table "public.users" away and blocks reads and writes of it

-- case: each of several is found
TRUNCATE TABLE ONLY shop."Users", orders RESTART IDENTITY;
-- expect: table "shop.Users"
-- expect: table "public.orders"

-- case: a partitioned table is found once
-- schema:
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
TRUNCATE events;
-- expect: table "public.events"

-- case: a table whose creation was rolled back is not new
-- schema:
CREATE TABLE users (id bigint);
-- run:
BEGIN;
DROP TABLE users;
CREATE TABLE users (id bigint);
ROLLBACK;
TRUNCATE users;
-- expect: table "public.users"

-- case: a word inside a word says nothing
TRUNCATE attempts;
-- expect: table "public.attempts"

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint);
TRUNCATE users;

-- case: a temporary table is seen by nobody else
CREATE TEMP TABLE picked (id bigint);
TRUNCATE picked;

-- case: a staging table is there to be emptied
TRUNCATE orders_staging, staging.orders, tmp_orders;

-- case: which ones are is for the team to say
-- parameter: throwaway=inbox
TRUNCATE inbox_rows;

-- case: the server refuses it where a foreign key points at the table
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (user_id bigint REFERENCES users (id));
-- run:
TRUNCATE users;

-- case: a DELETE is another rule's matter
DELETE FROM users;
