-- case: a trigger calls it
-- schema:
CREATE TABLE users (id bigint);
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER stamp BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION stamp();
-- run:
DROP FUNCTION stamp();
-- expect: the function is in use: cannot drop stamp because trigger stamp depends on it

-- case: a default calls it
-- schema:
CREATE FUNCTION shop."NewId"() RETURNS bigint LANGUAGE sql AS 'SELECT 1';
CREATE TABLE users (id bigint DEFAULT shop."NewId"());
-- run:
DROP FUNCTION IF EXISTS shop."NewId"();
-- expect: cannot drop NewId because column id depends on it

-- case: an index is computed with it
-- schema:
CREATE FUNCTION fold(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)';
CREATE TABLE users (name text);
CREATE INDEX users_name ON users (fold(name));
-- run:
DROP FUNCTION fold;
-- expect: cannot drop fold because index users_name depends on it

-- case: what calls it was dropped before
-- schema:
CREATE TABLE users (id bigint);
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER stamp BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION stamp();
-- run:
DROP TRIGGER stamp ON users;
DROP FUNCTION stamp();

-- case: another function of the name may be the one that is called
-- schema:
CREATE FUNCTION fold(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)';
CREATE FUNCTION fold(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)';
CREATE TABLE users (name text);
CREATE INDEX users_name ON users (fold(name));
-- run:
DROP FUNCTION fold(text, text);

-- case: CASCADE is another rule's matter
-- schema:
CREATE FUNCTION fold(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)';
CREATE TABLE users (name text);
CREATE INDEX users_name ON users (fold(name));
-- run:
DROP FUNCTION fold(text) CASCADE;

-- case: of a function that nothing makes, nobody knows who calls it
DROP FUNCTION stamp();
