-- case: a time zone that comes from the session is found
-- schema:
CREATE TABLE orders (id bigint, at timestamp);
-- run:
ALTER TABLE orders ALTER at TYPE timestamptz;
-- expect: what the values of column "at" of table "public.orders" become as timestamp with time zone depends on the time zone of the session

-- case: so it is the other way round
-- schema:
CREATE TABLE shop."Orders" (id bigint, "At" timestamptz(3));
-- run:
ALTER TABLE IF EXISTS shop."Orders" ADD COLUMN note text, ALTER "At" SET DATA TYPE timestamp(3);
-- expect: column "At" of table "shop.Orders" become as timestamp(3) without time zone

-- case: a time zone that was set for another transaction is not set here
-- schema:
CREATE TABLE orders (id bigint, at timestamp);
-- run:
BEGIN;
SET LOCAL timezone = 'UTC';
COMMIT;
ALTER TABLE orders ALTER at TYPE timestamptz;
-- expect: column "at"

-- case: a time zone that the file sets is known
-- schema:
CREATE TABLE orders (id bigint, at timestamp);
-- run:
SET timezone = 'UTC';
ALTER TABLE orders ALTER at TYPE timestamptz;

-- case: so is one that it sets for the transaction, whatever it is
-- schema:
CREATE TABLE orders (id bigint, at timestamp);
-- run:
BEGIN;
SET LOCAL TIME ZONE 'Europe/Vienna';
ALTER TABLE orders ALTER at TYPE timestamptz;
COMMIT;

-- case: USING says the time zone
-- schema:
CREATE TABLE orders (id bigint, at timestamp);
-- run:
ALTER TABLE orders ALTER at TYPE timestamptz USING at AT TIME ZONE 'UTC';

-- case: more precision has nothing to do with zones
-- schema:
CREATE TABLE orders (id bigint, at timestamp(3));
-- run:
ALTER TABLE orders ALTER at TYPE timestamp;

-- case: of a column that nothing made the old type is not known
ALTER TABLE orders ALTER at TYPE timestamptz;

-- case: a table of the same deploy has no values
CREATE TABLE orders (id bigint, at timestamp);
ALTER TABLE orders ALTER at TYPE timestamptz;
