-- case: a stored column is computed anew
-- pg: 17
-- schema:
CREATE TABLE users (name text, name_length integer GENERATED ALWAYS AS (length(name)) STORED);
-- run:
ALTER TABLE users ALTER COLUMN name_length SET EXPRESSION AS (length(trim(name)));
-- expect: another expression for column "name_length" of table "public.users" rewrites the table

-- case: names are quoted where they must be
-- pg: 18
-- schema:
CREATE TABLE shop."Users" (name text, "Length" integer GENERATED ALWAYS AS (length(name)) STORED);
-- run:
ALTER TABLE IF EXISTS shop."Users" ADD COLUMN note text, ALTER "Length" SET EXPRESSION AS (octet_length(name));
-- expect: column "Length" of table "shop.Users"

-- case: what kind of column it is is not known, so that it may rewrite
-- pg: 17
ALTER TABLE users ALTER COLUMN name_length SET EXPRESSION AS (length(trim(name)));
-- expect: may rewrite

-- case: a virtual column is computed on reading
-- pg: 18
-- schema:
CREATE TABLE users (name text, name_length integer GENERATED ALWAYS AS (length(name)) VIRTUAL);
-- run:
ALTER TABLE users ALTER COLUMN name_length SET EXPRESSION AS (length(trim(name)));

-- case: a table of the same deploy has no rows
-- pg: 17
CREATE TABLE users (name text, name_length integer GENERATED ALWAYS AS (length(name)) STORED);
ALTER TABLE users ALTER COLUMN name_length SET EXPRESSION AS (length(trim(name)));

-- case: a new column is another rule's matter
-- pg: 17
ALTER TABLE users ADD COLUMN name_length integer GENERATED ALWAYS AS (length(name)) STORED;

-- case: a temporary table is seen by nobody else
-- pg: 17
CREATE TEMP TABLE picked (name text, name_length integer GENERATED ALWAYS AS (length(name)) STORED);
ALTER TABLE picked ALTER COLUMN name_length SET EXPRESSION AS (length(trim(name)));
