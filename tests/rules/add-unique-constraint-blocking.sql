-- case: a unique constraint on a live table is found
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);
-- expect: adding unique constraint "users_email_key" builds its index while reads and writes of table "public.users"

-- case: a constraint without a name gets the one PostgreSQL gives
ALTER TABLE shop.users ADD UNIQUE (tenant_id, email);
-- expect: "users_tenant_id_email_key"

-- case: a new unique column is found, though it is NULL everywhere
ALTER TABLE users ADD COLUMN handle text UNIQUE;
-- expect: while reads and writes of table "public.users"

-- case: the constraint is found beside other actions
ALTER TABLE users ADD COLUMN a integer, ADD CONSTRAINT "One A" UNIQUE (a);
-- expect: "One A"

-- case: the indexes of all partitions are one finding
-- schema:
CREATE TABLE users (id bigint, region text, email text) PARTITION BY LIST (region);
CREATE TABLE users_at PARTITION OF users FOR VALUES IN ('at');
CREATE TABLE users_de PARTITION OF users FOR VALUES IN ('de');
-- run:
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (region, email);
-- expect: of table "public.users" are blocked

-- case: a table whose creation was rolled back is not new
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- run:
BEGIN;
DROP TABLE users;
CREATE TABLE users (id bigint PRIMARY KEY, email text);
ROLLBACK;
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);
-- expect: "users_email_key"

-- case: an index that is there is taken over at once
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE UNIQUE INDEX users_email_idx ON users (email);
-- run:
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_idx;

-- case: an index built by the same deploy is there
CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;

-- case: a partitioned table alone builds nothing
-- schema:
CREATE TABLE users (id bigint, region text, email text) PARTITION BY LIST (region);
CREATE TABLE users_at PARTITION OF users FOR VALUES IN ('at');
-- run:
ALTER TABLE ONLY users ADD CONSTRAINT users_email_key UNIQUE (region, email);

-- case: a primary key is another rule's matter
ALTER TABLE users ADD PRIMARY KEY (id);

-- case: so is a key whose ranges must not overlap
-- pg: 18
ALTER TABLE bookings ADD CONSTRAINT free UNIQUE (room, during WITHOUT OVERLAPS);

-- case: a table of the same deploy is seen by nobody
CREATE TABLE users (id bigint PRIMARY KEY, email text);
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);

-- case: a temporary table is seen by nobody else
CREATE TEMP TABLE picked (id bigint);
ALTER TABLE picked ADD UNIQUE (id);

-- case: a table that the deploy truncated has nothing to index
TRUNCATE sessions;
ALTER TABLE sessions ADD UNIQUE (id);
