-- case: an exclusion constraint on a live table is found
ALTER TABLE bookings ADD CONSTRAINT free EXCLUDE USING gist (room WITH =, during WITH &&);
-- expect: adding exclusion constraint "free" builds its index while reads and writes of table "public.bookings"

-- case: a constraint without a name gets the one PostgreSQL gives
ALTER TABLE IF EXISTS shop."Bookings" ADD EXCLUDE USING gist (during WITH &&) WHERE (NOT cancelled);
-- expect: "Bookings_during_excl"

-- case: it is found beside other actions
ALTER TABLE bookings ADD COLUMN note text, ADD CONSTRAINT free EXCLUDE USING gist (during WITH &&);
-- expect: "free"

-- case: a key without overlaps is the same underneath
-- pg: 18
ALTER TABLE bookings ADD CONSTRAINT free UNIQUE (room, during WITHOUT OVERLAPS);
-- expect: "free"

-- case: a table whose creation was rolled back is not new
-- schema:
CREATE TABLE bookings (room integer, during tsrange);
-- run:
BEGIN;
DROP TABLE bookings;
CREATE TABLE bookings (room integer, during tsrange);
ROLLBACK;
ALTER TABLE bookings ADD CONSTRAINT free EXCLUDE USING gist (during WITH &&);
-- expect: "free"

-- case: a table of the same deploy is seen by nobody
CREATE TABLE bookings (room integer, during tsrange);
ALTER TABLE bookings ADD CONSTRAINT free EXCLUDE USING gist (during WITH &&);

-- case: a constraint inside CREATE TABLE is no risk
CREATE TABLE bookings (room integer, during tsrange, EXCLUDE USING gist (during WITH &&));

-- case: a unique constraint is another rule's matter
ALTER TABLE bookings ADD CONSTRAINT once UNIQUE (room, day);

-- case: a temporary table is seen by nobody else
CREATE TEMP TABLE picked (during tsrange);
ALTER TABLE picked ADD EXCLUDE USING gist (during WITH &&);
