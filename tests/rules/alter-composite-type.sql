-- case: a typed table is locked
-- schema:
CREATE TYPE address AS (street text);
CREATE TABLE addresses OF address;
-- run:
ALTER TYPE address ADD ATTRIBUTE town text CASCADE;
-- expect: table "public.addresses" is of the type: its reads and writes wait

-- case: another type of an attribute rewrites it
-- schema:
CREATE TYPE shop."Address" AS (street text, number int);
CREATE TABLE shop."Addresses" OF shop."Address";
-- run:
ALTER TYPE shop."Address" ALTER ATTRIBUTE number TYPE bigint CASCADE;
-- expect: table "shop.Addresses" is of the type: it is rewritten, and its reads and writes wait meanwhile

-- case: a renamed attribute is a renamed column
-- schema:
CREATE TYPE address AS (street text);
CREATE TABLE addresses OF address;
-- run:
ALTER TYPE address RENAME ATTRIBUTE street TO road CASCADE;
-- expect: table "public.addresses"

-- case: no table is of the type
-- schema:
CREATE TYPE address AS (street text);
CREATE TABLE people (id bigint, home address);
-- run:
ALTER TYPE address ADD ATTRIBUTE town text;

-- case: without CASCADE the server refuses
-- schema:
CREATE TYPE address AS (street text);
CREATE TABLE addresses OF address;
-- run:
ALTER TYPE address ADD ATTRIBUTE town text;

-- case: a table of the same deploy is used by nobody
CREATE TYPE address AS (street text);
CREATE TABLE addresses OF address;
ALTER TYPE address ADD ATTRIBUTE town text CASCADE;

-- case: an enum is another thing
ALTER TYPE mood ADD VALUE 'great';
