-- case: a table that is no longer logged is rewritten
ALTER TABLE sessions SET UNLOGGED;
-- expect: SET UNLOGGED rewrites table "public.sessions", and reads and writes of it wait meanwhile

-- case: so is one that is logged again
-- schema:
CREATE UNLOGGED TABLE shop."Sessions" (id bigint);
-- run:
ALTER TABLE IF EXISTS shop."Sessions" SET LOGGED;
-- expect: SET LOGGED rewrites table "shop.Sessions"

-- case: among several actions the one is meant
ALTER TABLE ONLY sessions ADD COLUMN seen boolean, SET UNLOGGED;
-- expect: SET UNLOGGED

-- case: a table of that kind already stays as it is
-- schema:
CREATE TABLE users (id bigint);
CREATE UNLOGGED TABLE sessions (id bigint);
-- run:
ALTER TABLE users SET LOGGED;
ALTER TABLE sessions SET UNLOGGED;

-- case: a table of the same deploy is used by nobody
CREATE UNLOGGED TABLE imported (id bigint);
ALTER TABLE imported SET LOGGED;

-- case: the server refuses it where a logged table refers to it
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (user_id bigint REFERENCES users (id));
-- run:
ALTER TABLE users SET UNLOGGED;

-- case: a temporary table is refused as well
CREATE TEMP TABLE picked (id bigint);
ALTER TABLE picked SET UNLOGGED;

-- case: a partitioned table has no rows of its own
-- schema:
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
-- run:
ALTER TABLE events SET UNLOGGED;

-- case: another rewrite is another rule's matter
ALTER TABLE users ALTER COLUMN id TYPE bigint;
