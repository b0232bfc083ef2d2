-- case: a shorter varchar does not take every value
-- schema:
CREATE TABLE users (id bigint, name varchar(200));
-- run:
ALTER TABLE users ALTER name TYPE varchar(100);
-- expect: column "name" of table "public.users" goes from character varying(200) to character varying(100): values that do not fit are lost, or make this fail

-- case: text that gets a limit does not either, and USING cuts it without a word
-- schema:
CREATE TABLE shop."Users" (id bigint, "Bio" text);
-- run:
ALTER TABLE IF EXISTS shop."Users" ADD COLUMN note text, ALTER "Bio" TYPE varchar(100) USING "Bio"::varchar(100);
-- expect: column "Bio" of table "shop.Users" goes from text to character varying(100)

-- case: smaller numbers take fewer values
-- schema:
CREATE TABLE orders (id bigint, total numeric(12,4), tax numeric, rate float8);
-- run:
ALTER TABLE orders ALTER id TYPE integer, ALTER total TYPE numeric(12,2), ALTER tax TYPE numeric(10,2), ALTER rate TYPE real;
-- expect: column "id"
-- expect: column "total"
-- expect: column "tax"
-- expect: column "rate"

-- case: a time that becomes a date or is rounded loses its end
-- schema:
CREATE TABLE orders (id bigint, at timestamptz, seen timestamp);
-- run:
ALTER TABLE orders ALTER at TYPE date, ALTER seen TYPE timestamp(0);
-- expect: from timestamp with time zone to date
-- expect: column "seen"

-- case: a check that is not valid proves nothing
-- schema:
CREATE TABLE orders (id bigint, total bigint);
ALTER TABLE orders ADD CONSTRAINT small CHECK (total <= 1000) NOT VALID;
-- run:
ALTER TABLE orders ALTER total TYPE integer;
-- expect: column "total"

-- case: a valid check proves that every value fits
-- schema:
CREATE TABLE orders (id bigint, total bigint CHECK (total BETWEEN 0 AND 1000), name text CHECK (char_length(name) <= 100));
-- run:
ALTER TABLE orders ALTER total TYPE integer, ALTER name TYPE varchar(100);

-- case: a wider type takes every value
-- schema:
CREATE TABLE orders (id integer, name varchar(100), total numeric(10,2));
-- run:
ALTER TABLE orders ALTER id TYPE bigint, ALTER name TYPE text, ALTER total TYPE numeric(14,4);

-- case: of a column that nothing made the old type is not known
ALTER TABLE orders ALTER id TYPE integer;

-- case: another kind of type is no smaller one
-- schema:
CREATE TABLE orders (id integer, data text);
-- run:
ALTER TABLE orders ALTER data TYPE jsonb USING data::jsonb;

-- case: a table of the same deploy has no values
CREATE TABLE orders (id bigint);
ALTER TABLE orders ALTER id TYPE integer;
