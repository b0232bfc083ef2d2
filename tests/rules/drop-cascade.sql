-- case: a view over a dropped table goes along
-- schema:
CREATE TABLE users (id bigint);
CREATE VIEW active_users AS SELECT id FROM users;
-- run:
DROP TABLE users CASCADE;
-- expect: CASCADE drops more than is named: without it, cannot drop users because active_users depends on it

-- case: a foreign key of another table goes along
-- schema:
CREATE TABLE shop."Users" (id bigint PRIMARY KEY);
CREATE TABLE orders (user_id bigint REFERENCES shop."Users" (id));
-- run:
DROP TABLE IF EXISTS shop."Users" CASCADE;
-- expect: because a foreign key of orders depends on it

-- case: a view over a dropped view goes along
-- schema:
CREATE TABLE users (id bigint);
CREATE VIEW a AS SELECT id FROM users;
CREATE VIEW b AS SELECT id FROM a;
-- run:
DROP VIEW a CASCADE;
-- expect: without it, cannot drop a because b depends on it

-- case: a trigger goes with its function
-- schema:
CREATE TABLE users (id bigint);
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER stamp BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION stamp();
-- run:
DROP FUNCTION stamp() CASCADE;
-- expect: because trigger stamp depends on it

-- case: what depends on a view that nothing makes cannot be told
DROP VIEW IF EXISTS reports.monthly CASCADE;
-- expect: CASCADE drops whatever depends on "reports.monthly", and nothing tells what that is

-- case: nor on a function
DROP FUNCTION "Stamp"(bigint) CASCADE;
-- expect: depends on "public.Stamp"

-- case: the default of a column goes with its sequence
-- schema:
CREATE SEQUENCE numbers;
CREATE TABLE bills (id bigint DEFAULT nextval('numbers'));
-- run:
DROP SEQUENCE numbers CASCADE;
-- expect: because default value for column id depends on it

-- case: nothing depends on it, as a snapshot shows
-- complete:
-- schema:
CREATE TABLE users (id bigint);
CREATE VIEW active_users AS SELECT id FROM users;
-- run:
DROP VIEW active_users CASCADE;

-- case: nothing depends on it, as the migrations before show
-- schema:
CREATE TABLE users (id bigint);
CREATE VIEW active_users AS SELECT id FROM users;
-- run:
DROP VIEW active_users CASCADE;

-- case: what depends on it is dropped by name
-- schema:
CREATE TABLE users (id bigint);
CREATE VIEW active_users AS SELECT id FROM users;
-- run:
DROP VIEW active_users;
DROP TABLE users CASCADE;

-- case: both of two that depend on each other are named
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (user_id bigint REFERENCES users (id));
-- run:
DROP TABLE users, orders CASCADE;

-- case: a table that nothing makes is another rule's matter
DROP TABLE users CASCADE;

-- case: what the same deploy made had no dependents before
CREATE VIEW active_users AS SELECT 1 AS id;
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
DROP VIEW active_users CASCADE;
DROP FUNCTION stamp() CASCADE;

-- case: a temporary table is seen by nobody else
CREATE TEMP TABLE picked (id bigint);
CREATE TEMP VIEW some AS SELECT id FROM picked;
DROP TABLE picked CASCADE;

-- case: without CASCADE the server refuses
-- schema:
CREATE TABLE users (id bigint);
CREATE VIEW active_users AS SELECT id FROM users;
-- run:
DROP VIEW active_users RESTRICT;

-- case: a schema and a type have rules of their own
DROP SCHEMA reports CASCADE;
DROP TYPE mood CASCADE;
