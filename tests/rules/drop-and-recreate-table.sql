-- case: a table that is dropped and made anew is found
DROP TABLE IF EXISTS users;
CREATE TABLE users (id bigint, name text);
-- expect: table "public.users" was dropped by this deploy and comes back without its rows

-- case: in one transaction it is no safer
-- sent_as: file
DROP TABLE IF EXISTS shop."Users" CASCADE;
CREATE TABLE IF NOT EXISTS shop."Users" (id bigint);
-- expect: table "shop.Users"

-- case: another file of the deploy may make it
DROP TABLE users;
-- next file:
CREATE TABLE users (id bigint);
-- expect: table "public.users"

-- case: a table that a query fills has other rows
DROP TABLE totals;
CREATE TABLE totals AS SELECT 1 AS id;
-- expect: table "public.totals"

-- case: a table of an earlier deploy is found
-- schema:
CREATE TABLE users (id bigint);
-- run:
DROP TABLE users;
CREATE TABLE users (id bigint, name text);
-- expect: table "public.users"

-- case: a table of the same deploy had no rows to lose
CREATE TABLE users (id bigint);
DROP TABLE users;
CREATE TABLE users (id bigint, name text);

-- case: a temporary table is nobody else's
CREATE TEMP TABLE picked (id bigint);
DROP TABLE picked;
CREATE TEMP TABLE picked (id bigint, name text);

-- case: a temporary table takes nobody's place
DROP TABLE picked;
CREATE TEMP TABLE picked (id bigint);

-- case: a table of the same name in another schema is another one
DROP TABLE users;
CREATE TABLE archive.users (id bigint);

-- case: a table that was dropped by an earlier deploy is long gone
DROP TABLE users;
-- next deploy:
CREATE TABLE users (id bigint);

-- case: a copy that takes the name may have the rows
CREATE TABLE users_new (id bigint);
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;

-- case: a view of the name is no table
DROP VIEW active_users;
CREATE VIEW active_users AS SELECT 1 AS id;

-- case: what IF EXISTS clears away and no earlier migration has shown was hardly there
-- schema:
CREATE TABLE users (id bigint);
-- run:
DROP TABLE IF EXISTS proposals;
CREATE TABLE proposals (id bigint PRIMARY KEY);
