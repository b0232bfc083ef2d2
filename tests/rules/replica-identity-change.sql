-- case: NOTHING is found
ALTER TABLE users REPLICA IDENTITY NOTHING;
-- expect: UPDATE and DELETE of table "public.users" fail where it is published

-- case: FULL is found
ALTER TABLE IF EXISTS ONLY shop."Users" REPLICA IDENTITY FULL;
-- expect: every UPDATE and DELETE of table "shop.Users" writes the whole old row to the WAL

-- case: DEFAULT without a primary key is NOTHING
-- schema:
CREATE TABLE users (id bigint);
-- run:
ALTER TABLE users REPLICA IDENTITY DEFAULT;
-- expect: UPDATE and DELETE of table "public.users" fail

-- case: among several actions the one is meant
ALTER TABLE users ADD COLUMN seen boolean, REPLICA IDENTITY FULL;
-- expect: table "public.users"

-- case: an index names the row
-- schema:
CREATE TABLE users (id bigint NOT NULL);
CREATE UNIQUE INDEX users_id_idx ON users (id);
-- run:
ALTER TABLE users REPLICA IDENTITY USING INDEX users_id_idx;

-- case: a primary key names the row
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
ALTER TABLE users REPLICA IDENTITY DEFAULT;

-- case: of a table that nothing makes, nobody knows whether it has a key
ALTER TABLE users REPLICA IDENTITY DEFAULT;

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE users REPLICA IDENTITY FULL;
