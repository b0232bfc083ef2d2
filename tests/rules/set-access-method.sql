-- case: a table with another access method is rewritten
ALTER TABLE events SET ACCESS METHOD columnar;
-- expect: access method "columnar" rewrites table "public.events", and reads and writes of it wait meanwhile

-- case: so it is on its way back
-- schema:
CREATE TABLE shop."Events" (id bigint) USING columnar;
-- run:
ALTER TABLE IF EXISTS shop."Events" SET ACCESS METHOD heap;
-- expect: access method "heap" rewrites table "shop.Events"

-- case: among several actions the one is meant
ALTER TABLE ONLY events ADD COLUMN seen boolean, SET ACCESS METHOD columnar;
-- expect: table "public.events"

-- case: a table that has it already stays as it is
-- schema:
CREATE TABLE events (id bigint) USING columnar;
CREATE TABLE users (id bigint);
-- run:
ALTER TABLE events SET ACCESS METHOD columnar;
ALTER TABLE users SET ACCESS METHOD heap;

-- case: a partitioned table only hands it on
-- schema:
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
-- run:
ALTER TABLE events SET ACCESS METHOD columnar;

-- case: a table of the same deploy is used by nobody
CREATE TABLE events (id bigint);
ALTER TABLE events SET ACCESS METHOD columnar;

-- case: a new table may have any
CREATE TABLE events (id bigint) USING columnar;
