-- case: a new stored column is found
ALTER TABLE users ADD COLUMN name_length integer GENERATED ALWAYS AS (length(name)) STORED;
-- expect: new generated column "name_length" of table "public.users" rewrites the table while reads and writes are blocked

-- case: IF NOT EXISTS and NOT NULL make it no safer
ALTER TABLE shop."Users" ADD COLUMN IF NOT EXISTS "Key" tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector('simple', name)) STORED;
-- expect: column "Key" of table "shop.Users"

-- case: it is found among other actions
ALTER TABLE IF EXISTS users ADD COLUMN note text, ADD COLUMN total bigint GENERATED ALWAYS AS (a + b) STORED;
-- expect: column "total"

-- case: the partitions of a table are one finding
-- schema:
CREATE TABLE users (id bigint, region text) PARTITION BY LIST (region);
CREATE TABLE users_at PARTITION OF users FOR VALUES IN ('at');
CREATE TABLE users_de PARTITION OF users FOR VALUES IN ('de');
-- run:
ALTER TABLE users ADD COLUMN twice bigint GENERATED ALWAYS AS (id * 2) STORED;
-- expect: column "twice" of table "public.users"

-- case: a virtual column is computed on reading
-- pg: 18
ALTER TABLE users ADD COLUMN name_length integer GENERATED ALWAYS AS (length(name)) VIRTUAL;

-- case: so is one that does not say which, from 18 on
-- pg: 18
ALTER TABLE users ADD COLUMN name_length integer GENERATED ALWAYS AS (length(name));

-- case: a plain column is filled later
ALTER TABLE users ADD COLUMN name_length integer;

-- case: a table of the same deploy has no rows
CREATE TABLE users (name text);
ALTER TABLE users ADD COLUMN name_length integer GENERATED ALWAYS AS (length(name)) STORED;

-- case: a temporary table is seen by nobody else
CREATE TEMP TABLE picked (name text);
ALTER TABLE picked ADD COLUMN name_length integer GENERATED ALWAYS AS (length(name)) STORED;

-- case: two columns of one statement are one rewrite
ALTER TABLE users
  ADD COLUMN twice integer GENERATED ALWAYS AS (age * 2) STORED,
  ADD COLUMN thrice integer GENERATED ALWAYS AS (age * 3) STORED;
-- expect: new generated column "twice" of table "public.users"
