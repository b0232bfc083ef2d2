-- case: a view holds the type of what it reads
-- schema:
CREATE TABLE users (id bigint, name varchar(10));
CREATE VIEW names AS SELECT name FROM users;
-- run:
ALTER TABLE users ALTER COLUMN name TYPE varchar(20);
-- expect: changing the type of column "name" of table "public.users" fails: cannot alter type of a column used by view "names"

-- case: so does a generated column
-- schema:
CREATE TABLE shop."Orders" (id bigint, "Total" integer, twice integer GENERATED ALWAYS AS ("Total" * 2) STORED);
-- run:
ALTER TABLE IF EXISTS shop."Orders" ADD COLUMN note text, ALTER "Total" TYPE bigint;
-- expect: column "Total" of table "shop.Orders" fails: cannot alter type of a column used by a generated column

-- case: so does a policy
-- schema:
CREATE TABLE users (id bigint, owner text);
CREATE POLICY own ON users USING (owner = current_user);
-- run:
ALTER TABLE users ALTER owner TYPE varchar;
-- expect: used by own

-- case: so does a trigger that names the column
-- schema:
CREATE TABLE users (id bigint, name varchar(10));
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER renamed AFTER UPDATE OF name ON users FOR EACH ROW EXECUTE FUNCTION f();
-- run:
ALTER TABLE users ALTER name TYPE varchar(20);
-- expect: used by trigger "renamed"

-- case: rows are sorted into partitions by the old type
-- schema:
CREATE TABLE orders (id integer, region text) PARTITION BY RANGE (id);
-- run:
ALTER TABLE orders ALTER id TYPE bigint;
-- expect: of the partition key

-- case: a view of other columns holds nothing
-- schema:
CREATE TABLE users (id bigint, name varchar(10));
CREATE VIEW ids AS SELECT id FROM users;
-- run:
ALTER TABLE users ALTER COLUMN name TYPE varchar(20);

-- case: a view that is dropped before and made again holds nothing
-- schema:
CREATE TABLE users (id bigint, name varchar(10));
CREATE VIEW names AS SELECT name FROM users;
-- run:
BEGIN;
DROP VIEW names;
ALTER TABLE users ALTER COLUMN name TYPE varchar(20);
CREATE VIEW names AS SELECT name FROM users;
COMMIT;

-- case: a trigger for all columns holds none
-- schema:
CREATE TABLE users (id bigint, name varchar(10));
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER changed AFTER UPDATE ON users FOR EACH ROW EXECUTE FUNCTION f();
-- run:
ALTER TABLE users ALTER name TYPE varchar(20);

-- case: of a table that nothing made no dependents are known
ALTER TABLE users ALTER name TYPE varchar(20);

-- case: a column that is not there fails for another reason
-- schema:
CREATE TABLE users (id bigint, name varchar(10));
-- run:
ALTER TABLE users ALTER nmae TYPE varchar(20);
