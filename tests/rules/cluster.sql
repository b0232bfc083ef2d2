-- case: CLUSTER is found
CLUSTER users USING users_pkey;
-- expect: CLUSTER rewrites table "public.users", and reads and writes of it wait meanwhile

-- case: so it is by the index of the last time
-- schema:
CREATE TABLE shop."Users" (id bigint CONSTRAINT by_id PRIMARY KEY);
ALTER TABLE shop."Users" CLUSTER ON by_id;
-- run:
CLUSTER shop."Users";
-- expect: table "shop.Users"

-- case: without a name it takes all of them
CLUSTER VERBOSE;
-- expect: CLUSTER rewrites every table that was clustered before

-- case: CLUSTER ON and SET WITHOUT CLUSTER only make a note
ALTER TABLE users CLUSTER ON users_pkey;
ALTER TABLE users SET WITHOUT CLUSTER;

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint PRIMARY KEY);
CLUSTER users USING users_pkey;

-- case: a temporary table is used by nobody else
CREATE TEMP TABLE picked (id bigint PRIMARY KEY);
CLUSTER picked USING picked_pkey;

-- case: an index that is not there is refused
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
CLUSTER users USING users_name_idx;
