-- case: another collation sorts an index anew
-- schema:
CREATE TABLE users (id bigint, name text);
CREATE INDEX users_name_idx ON users (name);
-- run:
ALTER TABLE users ALTER COLUMN name TYPE text COLLATE "C";
-- expect: changing the type of column "name" of table "public.users" builds index "public.users_name_idx" anew

-- case: citext sorts otherwise than text
-- schema:
CREATE TABLE shop."Users" (id bigint, "E-Mail" text);
CREATE UNIQUE INDEX "By Email" ON shop."Users" ("E-Mail");
-- run:
ALTER TABLE IF EXISTS shop."Users" ADD COLUMN note text, ALTER "E-Mail" TYPE citext;
-- expect: index "shop.By Email"

-- case: so does a timestamp with a time zone
-- schema:
CREATE TABLE orders (id bigint, at timestamp);
CREATE INDEX orders_at_idx ON orders (at);
-- run:
SET timezone = 'UTC';
ALTER TABLE orders ALTER at TYPE timestamptz;
-- expect: index "public.orders_at_idx"

-- case: and an object's number
-- schema:
CREATE TABLE notes (id bigint, about integer);
CREATE INDEX notes_about_idx ON notes (about);
-- run:
ALTER TABLE notes ALTER about TYPE oid;
-- expect: index "public.notes_about_idx"

-- case: an index with a predicate is always built anew
-- schema:
CREATE TABLE users (id bigint, name varchar(10));
CREATE INDEX users_named_idx ON users (name) WHERE name <> '';
-- run:
ALTER TABLE users ALTER name TYPE varchar(20);
-- expect: index "public.users_named_idx"

-- case: the varchar and text family keeps a plain index
-- schema:
CREATE TABLE users (id bigint, name varchar(10), nick varchar(10));
CREATE INDEX users_name_idx ON users (name);
CREATE UNIQUE INDEX users_nick_idx ON users (nick);
-- run:
ALTER TABLE users ALTER name TYPE varchar(20), ALTER nick TYPE text;

-- case: a column without an index builds none
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- run:
ALTER TABLE users ALTER COLUMN name TYPE text COLLATE "C";

-- case: indexes that a rewrite builds are another rule's matter
-- schema:
CREATE TABLE orders (id integer PRIMARY KEY, total integer);
CREATE INDEX orders_total_idx ON orders (total);
-- run:
ALTER TABLE orders ALTER total TYPE bigint;

-- case: a table of the same deploy is seen by nobody
CREATE TABLE users (id bigint, name text);
CREATE INDEX users_name_idx ON users (name);
ALTER TABLE users ALTER COLUMN name TYPE text COLLATE "C";
