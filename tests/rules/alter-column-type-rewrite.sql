-- case: a wider integer is stored otherwise
-- schema:
CREATE TABLE orders (id integer PRIMARY KEY, total integer);
-- run:
ALTER TABLE orders ALTER COLUMN total TYPE bigint;
-- expect: changing the type of column "total" of table "public.orders" rewrites the table

-- case: text that becomes JSON is stored otherwise
-- schema:
CREATE TABLE shop.events (id bigint, payload text);
-- run:
ALTER TABLE shop.events ALTER payload SET DATA TYPE jsonb USING payload::jsonb;
-- expect: column "payload" of table "shop.events" rewrites

-- case: a shorter varchar has to be checked and cut
-- schema:
CREATE TABLE users (id bigint, "Name" varchar(200));
-- run:
ALTER TABLE users ALTER COLUMN "Name" TYPE varchar(100);
-- expect: column "Name" of table "public.users" rewrites

-- case: what the column was is not known, so that it may rewrite
ALTER TABLE orders ALTER COLUMN total TYPE bigint;
-- expect: may rewrite

-- case: each column of several is found
-- schema:
CREATE TABLE orders (id integer PRIMARY KEY, total integer, note varchar(10), paid numeric(10,2));
-- run:
ALTER TABLE orders ALTER id TYPE bigint, ALTER note TYPE text, ALTER paid TYPE numeric(12,4);
-- expect: column "id"
-- expect: column "paid"

-- case: a table whose creation was rolled back is not new
-- schema:
CREATE TABLE orders (id integer);
-- run:
BEGIN;
DROP TABLE orders;
CREATE TABLE orders (id integer);
ROLLBACK;
ALTER TABLE orders ALTER id TYPE bigint;
-- expect: column "id"

-- case: a varchar may get longer, or become text
-- schema:
CREATE TABLE users (id bigint, name varchar(100), bio varchar(500));
-- run:
ALTER TABLE users ALTER name TYPE varchar(200), ALTER bio TYPE text;

-- case: a numeric may get more digits at the same scale
-- schema:
CREATE TABLE orders (id bigint, total numeric(10,2));
-- run:
ALTER TABLE orders ALTER total TYPE numeric(14,2);

-- case: a timestamp may get more precision
-- schema:
CREATE TABLE orders (id bigint, at timestamp(3));
-- run:
ALTER TABLE orders ALTER at TYPE timestamp(6);

-- case: cidr may become inet
-- schema:
CREATE TABLE visits (id bigint, source cidr);
-- run:
ALTER TABLE visits ALTER source TYPE inet;

-- case: a table of the same deploy is seen by nobody
CREATE TABLE orders (id integer PRIMARY KEY);
ALTER TABLE orders ALTER COLUMN id TYPE bigint;

-- case: a temporary table is seen by nobody else
CREATE TEMP TABLE picked (id integer);
ALTER TABLE picked ALTER id TYPE bigint;
