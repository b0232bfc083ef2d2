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

-- case: a char of any length is padded anew
-- schema:
CREATE TABLE users (id bigint, country char(2), code char(3));
-- run:
ALTER TABLE users ALTER country TYPE char(3), ALTER code TYPE text;
-- expect: column "country"
-- expect: column "code"

-- case: another scale, another sort of JSON, or a computed value is stored otherwise
-- schema:
CREATE TABLE orders (id bigint, total numeric(10,2), data json, at timestamp, code integer);
-- run:
ALTER TABLE orders ALTER total TYPE numeric(10,3), ALTER data TYPE jsonb, ALTER at TYPE timestamptz USING at AT TIME ZONE 'UTC', ALTER code TYPE text;
-- expect: column "total"
-- expect: column "data"
-- expect: column "at"
-- expect: column "code"

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

-- case: the partitions of a table are one finding
-- schema:
CREATE TABLE orders (id integer, region text) PARTITION BY LIST (region);
CREATE TABLE orders_at PARTITION OF orders FOR VALUES IN ('at');
CREATE TABLE orders_de PARTITION OF orders FOR VALUES IN ('de');
-- run:
ALTER TABLE orders ALTER id TYPE bigint;
-- expect: column "id" of table "public.orders"

-- case: before 12 a time zone is always a rewrite
-- pg: 11
-- schema:
CREATE TABLE orders (id bigint, at timestamp);
-- run:
SET timezone = 'UTC';
ALTER TABLE orders ALTER at TYPE timestamptz;
-- expect: column "at" of table "public.orders" rewrites

-- case: a domain with a check proves every row
-- schema:
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE TABLE users (id bigint, contact text);
-- run:
ALTER TABLE users ALTER contact TYPE email;
-- expect: column "contact"

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

-- case: a varchar may get longer, lose its limit, or become text, and text a varchar
-- schema:
CREATE TABLE users (id bigint, name varchar(100), bio varchar(500), nick varchar(10), note text);
-- run:
ALTER TABLE users ALTER name TYPE varchar(200), ALTER bio TYPE text, ALTER nick TYPE varchar, ALTER note TYPE varchar;

-- case: the type may be known from the same deploy
-- schema:
CREATE TABLE users (id bigint);
-- run:
ALTER TABLE users ADD COLUMN name varchar(10);
ALTER TABLE users ALTER name TYPE varchar(20);

-- case: a numeric may get more digits at the same scale, or lose its limits
-- schema:
CREATE TABLE orders (id bigint, total numeric(10,2), tax numeric(10,2));
-- run:
ALTER TABLE orders ALTER total TYPE numeric(14,2), ALTER tax TYPE numeric;

-- case: a time may get more precision
-- schema:
CREATE TABLE orders (id bigint, at timestamp(3), hour time(0), lasts interval(3));
-- run:
ALTER TABLE orders ALTER at TYPE timestamp(6), ALTER hour TYPE time(3), ALTER lasts TYPE interval(6);

-- case: cidr may become inet, and xml text
-- schema:
CREATE TABLE visits (id bigint, source cidr, page xml);
-- run:
ALTER TABLE visits ALTER source TYPE inet, ALTER page TYPE text;

-- case: a bit string may become varying, and longer
-- schema:
CREATE TABLE visits (id bigint, flags bit(8), more varbit(8));
-- run:
ALTER TABLE visits ALTER flags TYPE varbit, ALTER more TYPE varbit(16);

-- case: citext is stored as text is
-- schema:
CREATE TABLE users (id bigint, email citext, name text);
-- run:
ALTER TABLE users ALTER email TYPE text, ALTER name TYPE citext;

-- case: a domain without constraints is its base type
-- schema:
CREATE DOMAIN email AS text;
CREATE TABLE users (id bigint, contact text, other email);
-- run:
ALTER TABLE users ALTER contact TYPE email, ALTER other TYPE text;

-- case: in a session of UTC a timestamp may get a time zone
-- schema:
CREATE TABLE orders (id bigint, at timestamp);
-- run:
SET timezone = 'UTC';
ALTER TABLE orders ALTER at TYPE timestamptz;

-- case: a table of the same deploy is seen by nobody
CREATE TABLE orders (id integer PRIMARY KEY);
ALTER TABLE orders ALTER COLUMN id TYPE bigint;

-- case: a temporary table is seen by nobody else
CREATE TEMP TABLE picked (id integer);
ALTER TABLE picked ALTER id TYPE bigint;

-- case: a table that the deploy truncated has nothing to rewrite
-- schema:
CREATE TABLE sessions (id integer);
-- run:
TRUNCATE sessions;
ALTER TABLE sessions ALTER COLUMN id TYPE bigint;
