-- case: a primary key on a live table is found
ALTER TABLE events ADD PRIMARY KEY (id);
-- expect: adding a primary key builds its index while reads and writes of table "public.events"

-- case: a named key over several columns is found
ALTER TABLE shop.order_items ADD CONSTRAINT order_items_pk PRIMARY KEY (order_id, line);
-- expect: table "shop.order_items"

-- case: a new column that is the key is found
ALTER TABLE events ADD COLUMN id bigserial PRIMARY KEY;
-- expect: table "public.events"

-- case: the key is found beside other actions
ALTER TABLE IF EXISTS "Events" DROP COLUMN old_id, ADD PRIMARY KEY (id);
-- expect: table "public.Events"

-- case: the indexes of all partitions are one finding
-- schema:
CREATE TABLE events (id bigint, region text) PARTITION BY LIST (region);
CREATE TABLE events_at PARTITION OF events FOR VALUES IN ('at');
CREATE TABLE events_de PARTITION OF events FOR VALUES IN ('de');
-- run:
ALTER TABLE events ADD PRIMARY KEY (region, id);
-- expect: of table "public.events" are blocked

-- case: a table whose creation was rolled back is not new
-- schema:
CREATE TABLE events (id bigint NOT NULL);
-- run:
BEGIN;
DROP TABLE events;
CREATE TABLE events (id bigint NOT NULL);
ROLLBACK;
ALTER TABLE events ADD PRIMARY KEY (id);
-- expect: table "public.events"

-- case: an index that is there over a NOT NULL column is taken over at once
-- schema:
CREATE TABLE events (id bigint NOT NULL);
CREATE UNIQUE INDEX events_pk ON events (id);
-- run:
ALTER TABLE events ADD CONSTRAINT events_pk PRIMARY KEY USING INDEX events_pk;

-- case: a unique constraint is another rule's matter
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);

-- case: so is a key whose ranges must not overlap
-- pg: 18
ALTER TABLE bookings ADD CONSTRAINT free PRIMARY KEY (room, during WITHOUT OVERLAPS);

-- case: a partitioned table alone builds nothing
-- schema:
CREATE TABLE events (id bigint NOT NULL, region text NOT NULL) PARTITION BY LIST (region);
CREATE TABLE events_at PARTITION OF events FOR VALUES IN ('at');
-- run:
ALTER TABLE ONLY events ADD PRIMARY KEY (region, id);

-- case: a table of the same deploy is seen by nobody
CREATE TABLE events (id bigint NOT NULL);
ALTER TABLE events ADD PRIMARY KEY (id);

-- case: a temporary table is seen by nobody else
CREATE TEMP TABLE picked (id bigint);
ALTER TABLE picked ADD PRIMARY KEY (id);

-- case: a key inside CREATE TABLE is no risk
CREATE TABLE events (id bigint PRIMARY KEY);

-- case: a table that the deploy truncated has nothing to index
TRUNCATE sessions;
ALTER TABLE sessions ADD PRIMARY KEY (id);

-- case: a key may take the place of another
-- schema:
CREATE TABLE users (id bigint CONSTRAINT users_pkey PRIMARY KEY, name text);
-- run:
ALTER TABLE users DROP CONSTRAINT users_pkey, ADD CONSTRAINT users_pkey PRIMARY KEY (id, name);
-- expect: adding a primary key builds its index while reads and writes of table "public.users" are blocked
