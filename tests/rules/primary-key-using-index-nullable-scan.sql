-- case: a column that may be NULL is looked through
-- schema:
CREATE TABLE events (id bigint);
CREATE UNIQUE INDEX events_pk ON events (id);
-- run:
ALTER TABLE events ADD CONSTRAINT events_pk PRIMARY KEY USING INDEX events_pk;
-- expect: the primary key looks for NULLs in all of table "public.events" while reads and writes are blocked

-- case: one of several columns is enough
-- schema:
CREATE TABLE shop."Items" (order_id bigint NOT NULL, "Line" integer);
CREATE UNIQUE INDEX "Items PK" ON shop."Items" (order_id, "Line");
-- run:
ALTER TABLE IF EXISTS shop."Items" ADD COLUMN note text, ADD PRIMARY KEY USING INDEX "Items PK";
-- expect: table "shop.Items"

-- case: a check that was not validated proves nothing
-- schema:
CREATE TABLE events (id bigint CONSTRAINT positive CHECK (id > 0));
ALTER TABLE events ADD CONSTRAINT id_there CHECK (id IS NOT NULL) NOT VALID;
CREATE UNIQUE INDEX events_pk ON events (id);
-- run:
ALTER TABLE events ADD PRIMARY KEY USING INDEX events_pk;
-- expect: table "public.events"

-- case: before 12 a check proves nothing
-- pg: 11
-- schema:
CREATE TABLE events (id bigint CHECK (id IS NOT NULL));
CREATE UNIQUE INDEX events_pk ON events (id);
-- run:
ALTER TABLE events ADD PRIMARY KEY USING INDEX events_pk;
-- expect: table "public.events"

-- case: of a table that nothing made the columns are not known
CREATE UNIQUE INDEX CONCURRENTLY events_pk ON events (id);
ALTER TABLE events ADD PRIMARY KEY USING INDEX events_pk;
-- expect: all of table "public.events" while reads and writes are blocked, if column "id" may be NULL

-- case: a column that the deploy made NOT NULL before needs no look
CREATE UNIQUE INDEX CONCURRENTLY events_pk ON events (id);
ALTER TABLE events ADD CONSTRAINT there CHECK (id IS NOT NULL) NOT VALID;
ALTER TABLE events VALIDATE CONSTRAINT there;
ALTER TABLE events ALTER COLUMN id SET NOT NULL;
ALTER TABLE events DROP CONSTRAINT there;
ALTER TABLE events ADD PRIMARY KEY USING INDEX events_pk;

-- case: so it is from 18 on, by a constraint that was validated
-- pg: 18
CREATE UNIQUE INDEX CONCURRENTLY events_pk ON events (id);
ALTER TABLE events ADD CONSTRAINT there NOT NULL id NOT VALID;
ALTER TABLE events VALIDATE CONSTRAINT there;
ALTER TABLE events ADD PRIMARY KEY USING INDEX events_pk;

-- case: a column that is NOT NULL needs no look
-- schema:
CREATE TABLE events (id bigint NOT NULL);
CREATE UNIQUE INDEX events_pk ON events (id);
-- run:
ALTER TABLE events ADD PRIMARY KEY USING INDEX events_pk;

-- case: from 12 on a validated check proves the column
-- pg: 12
-- schema:
CREATE TABLE events (id bigint CHECK (id IS NOT NULL AND id > 0));
CREATE UNIQUE INDEX events_pk ON events (id);
-- run:
ALTER TABLE events ADD PRIMARY KEY USING INDEX events_pk;

-- case: an index of a table that nothing made is not known
ALTER TABLE events ADD PRIMARY KEY USING INDEX events_pk;

-- case: a key that builds its index is another rule's matter
-- schema:
CREATE TABLE events (id bigint);
-- run:
ALTER TABLE events ADD PRIMARY KEY (id);

-- case: a table of the same deploy is seen by nobody
CREATE TABLE events (id bigint);
CREATE UNIQUE INDEX events_pk ON events (id);
ALTER TABLE events ADD PRIMARY KEY USING INDEX events_pk;
