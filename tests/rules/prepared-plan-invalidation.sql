-- case: a new column is found
ALTER TABLE users ADD COLUMN seen boolean;
-- expect: prepared statements that return all columns of table "public.users" fail once in each session

-- case: so is a column that goes
ALTER TABLE IF EXISTS ONLY shop."Users" DROP COLUMN name;
-- expect: table "shop.Users"

-- case: so is another type, and a table is told once
-- schema:
CREATE TABLE users (id integer, name text);
-- run:
ALTER TABLE users ALTER COLUMN id TYPE bigint, ADD COLUMN seen boolean;
-- expect: table "public.users"

-- case: so is the same type with more room
-- schema:
CREATE TABLE users (name varchar(20));
-- run:
ALTER TABLE users ALTER COLUMN name TYPE varchar(40);
-- expect: table "public.users"

-- case: the type that it has already changes nothing
-- schema:
CREATE TABLE users (name varchar(20));
-- run:
ALTER TABLE users ALTER COLUMN name TYPE varchar(20);

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint);
ALTER TABLE users ADD COLUMN seen boolean;

-- case: a column that is there already changes nothing
-- schema:
CREATE TABLE users (id bigint);
-- run:
ALTER TABLE users ADD COLUMN IF NOT EXISTS id bigint;

-- case: an index changes no rows
CREATE INDEX CONCURRENTLY users_name ON users (name);

-- case: a new default returns the same columns
ALTER TABLE users ALTER COLUMN name SET DEFAULT 'nobody';
