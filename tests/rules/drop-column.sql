-- case: a dropped column is found
ALTER TABLE users DROP COLUMN name;
-- expect: dropping column "name" of table "public.users" loses its data and breaks running code that names it

-- case: IF EXISTS and CASCADE make it no safer
ALTER TABLE IF EXISTS shop.users DROP COLUMN IF EXISTS "Old Name" CASCADE;
-- expect: dropping column "Old Name" of table "shop.users"

-- case: each of several columns is found
-- schema:
CREATE TABLE users (id bigint, a integer, b integer);
-- run:
ALTER TABLE users DROP a, ADD COLUMN c integer, DROP b;
-- expect: column "a"
-- expect: column "b"

-- case: a column that a rolled back transaction replaced is not new
-- schema:
CREATE TABLE users (id bigint, name text);
-- run:
BEGIN;
ALTER TABLE users RENAME COLUMN name TO old_name;
ALTER TABLE users ADD COLUMN name text;
ROLLBACK;
ALTER TABLE users DROP COLUMN name;
-- expect: column "name"

-- case: a column of the same deploy is used by nobody
-- schema:
CREATE TABLE users (id bigint, name text);
-- run:
ALTER TABLE users ADD COLUMN name_length integer;
ALTER TABLE users DROP COLUMN name_length;

-- case: so is one of a table that nothing creates
ALTER TABLE users ADD COLUMN name_length integer;
-- next file:
ALTER TABLE users DROP COLUMN name_length;

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint, name text);
ALTER TABLE users DROP COLUMN name;

-- case: a temporary table is used by nobody else
CREATE TEMP TABLE picked (id bigint, name text);
ALTER TABLE picked DROP COLUMN name;

-- case: dropping a default or a constraint loses nothing
ALTER TABLE users ALTER COLUMN name DROP DEFAULT, ALTER COLUMN name DROP NOT NULL, DROP CONSTRAINT IF EXISTS users_name_check;

-- case: so is a table of the same transaction
BEGIN;
CREATE TABLE users (id bigint, name text);
ALTER TABLE users DROP COLUMN name;
COMMIT;

-- case: a later deploy finds the column known to running code
ALTER TABLE users ADD COLUMN nick text;
-- next deploy:
ALTER TABLE users DROP COLUMN nick;
-- expect: column "nick"

-- case: a table of the same name in another schema does not make this one new
CREATE TABLE shop.users (id bigint, name text);
ALTER TABLE users DROP COLUMN name;
-- expect: column "name" of table "public.users"
