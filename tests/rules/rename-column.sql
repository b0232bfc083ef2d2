-- case: a renamed column is found
ALTER TABLE users RENAME COLUMN name TO full_name;
-- expect: running code still uses the old name of column "name" of table "public.users"

-- case: names are quoted where they must be
ALTER TABLE IF EXISTS shop."Users" RENAME "Name" TO full_name;
-- expect: column "Name" of table "shop.Users"

-- case: a transaction makes it no safer
-- schema:
CREATE TABLE users (id bigint, name text);
-- run:
BEGIN;
ALTER TABLE users RENAME name TO full_name;
COMMIT;
-- expect: column "name"

-- case: a table whose creation was rolled back is not new
-- schema:
CREATE TABLE users (id bigint, name text);
-- run:
BEGIN;
DROP TABLE users;
CREATE TABLE users (id bigint, name text);
ROLLBACK;
ALTER TABLE users RENAME COLUMN name TO full_name;
-- expect: column "name"

-- case: a column of the same deploy is used by nobody
-- schema:
CREATE TABLE users (id bigint, name text);
-- run:
ALTER TABLE users ADD COLUMN nick text;
ALTER TABLE users RENAME COLUMN nick TO nickname;

-- case: so is one of a table that nothing creates
ALTER TABLE users ADD COLUMN nick text;
ALTER TABLE users RENAME COLUMN nick TO nickname;

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint, name text);
ALTER TABLE users RENAME COLUMN name TO full_name;

-- case: a temporary table is used by nobody else
CREATE TEMP TABLE picked (id bigint, name text);
ALTER TABLE picked RENAME COLUMN name TO full_name;

-- case: a constraint's name is used by nobody
ALTER TABLE users RENAME CONSTRAINT users_check TO users_name_check;

-- case: a column that is not there cannot be renamed at all
-- schema:
CREATE TABLE users (id bigint, name text);
-- run:
ALTER TABLE users RENAME COLUMN nmae TO full_name;

-- case: a generated column of the old name serves readers, but no writers
-- schema:
CREATE TABLE users (id bigint, name text);
-- run:
BEGIN;
ALTER TABLE users RENAME COLUMN name TO full_name;
ALTER TABLE users ADD COLUMN name text GENERATED ALWAYS AS (full_name) STORED;
COMMIT;
-- expect: column "name" of table "public.users"

-- case: a view follows, but code does not
-- schema:
CREATE TABLE users (id bigint, name text);
CREATE VIEW names AS SELECT name FROM users;
-- run:
ALTER TABLE ONLY users RENAME COLUMN name TO full_name;
-- expect: column "name" of table "public.users"

-- case: a view with both names in the place of the table goes on with the old one
-- schema:
CREATE TABLE users (id bigint, name text);
-- run:
BEGIN;
ALTER TABLE users RENAME COLUMN name TO full_name;
ALTER TABLE users RENAME TO users_base;
CREATE VIEW users AS SELECT id, full_name, full_name AS name FROM users_base;
COMMIT;

-- case: a view without the old name does not
-- schema:
CREATE TABLE users (id bigint, name text);
-- run:
BEGIN;
ALTER TABLE users RENAME COLUMN name TO full_name;
ALTER TABLE users RENAME TO users_base;
CREATE VIEW users AS SELECT id, full_name FROM users_base;
COMMIT;
-- expect: column "name"
