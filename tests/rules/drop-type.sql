-- case: a column goes with its type
-- schema:
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE users (id bigint, mood mood);
-- run:
DROP TYPE mood CASCADE;
-- expect: CASCADE drops column "mood" of table "public.users" with its data

-- case: and with its domain
-- schema:
CREATE DOMAIN shop."Code" AS text;
CREATE TABLE shop."Items" (id bigint, code shop."Code");
-- run:
DROP DOMAIN IF EXISTS shop."Code" CASCADE;
-- expect: CASCADE drops column "code" of table "shop.Items" with its data

-- case: a typed table goes as a whole
-- schema:
CREATE TYPE address AS (street text);
CREATE TABLE addresses OF address;
-- run:
DROP TYPE address CASCADE;
-- expect: CASCADE drops table "public.addresses" with its data

-- case: where nothing is known of the type, nobody can tell
DROP TYPE IF EXISTS mood CASCADE;
-- expect: CASCADE drops every column of type "public.mood", and nothing tells which those are

-- case: without CASCADE it fails while the type is used
-- schema:
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE users (id bigint, mood mood);
-- run:
DROP TYPE mood;
-- expect: the type is in use: cannot drop mood because column mood depends on it

-- case: no column has the type
-- schema:
CREATE TYPE mood AS ENUM ('sad', 'ok');
-- run:
DROP TYPE mood CASCADE;

-- case: without CASCADE nothing goes along
DROP TYPE mood;
DROP DOMAIN IF EXISTS code RESTRICT;

-- case: a table of the same deploy loses nothing
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE users (id bigint, mood mood);
DROP TYPE mood CASCADE;

-- case: a column that is dropped first is another rule's matter
-- schema:
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE users (id bigint, mood mood);
-- run:
ALTER TABLE users DROP COLUMN mood;
DROP TYPE mood;
