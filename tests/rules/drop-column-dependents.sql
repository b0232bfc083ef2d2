-- case: a view that reads the column is in the way
-- schema:
CREATE TABLE users (id bigint, name text);
CREATE VIEW names AS SELECT name FROM users;
-- run:
ALTER TABLE users DROP COLUMN name;
-- expect: dropping column "name" of table "public.users" fails

-- case: CASCADE drops it as well
-- schema:
CREATE TABLE shop."Users" (id bigint, "Name" text);
CREATE VIEW shop."Names" AS SELECT "Name" FROM shop."Users";
-- run:
ALTER TABLE IF EXISTS shop."Users" ADD COLUMN note text, DROP COLUMN "Name" CASCADE;
-- expect: CASCADE drops with column "Name" of table "shop.Users" also view "shop.Names"

-- case: and generated columns, policies, triggers and foreign keys
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, owner text, twice bigint GENERATED ALWAYS AS (id * 2) STORED);
CREATE TABLE orders (id bigint, user_id bigint REFERENCES users);
CREATE POLICY own ON users USING (id > 0);
-- run:
ALTER TABLE users DROP COLUMN id CASCADE;
-- expect: also column "twice", "own", foreign key "orders_user_id_fkey" of table "public.orders"

-- case: what depends on a column that nothing made is not known
ALTER TABLE users DROP COLUMN name CASCADE;
-- expect: CASCADE also drops every view, policy and key that uses column "name" of table "public.users", if there are any

-- case: a column that nothing uses goes alone
-- schema:
CREATE TABLE users (id bigint, name text);
CREATE VIEW ids AS SELECT id FROM users;
-- run:
ALTER TABLE users DROP COLUMN name CASCADE;

-- case: the same without CASCADE
-- schema:
CREATE TABLE users (id bigint, name text);
CREATE VIEW ids AS SELECT id FROM users;
-- run:
ALTER TABLE users DROP COLUMN name;

-- case: a view that was dropped before is not in the way
-- schema:
CREATE TABLE users (id bigint, name text);
CREATE VIEW names AS SELECT name FROM users;
-- run:
DROP VIEW names;
ALTER TABLE users DROP COLUMN name;

-- case: indexes and defaults go with their column as they should
-- schema:
CREATE TABLE users (id bigint, number bigserial UNIQUE);
-- run:
ALTER TABLE users DROP COLUMN number CASCADE;

-- case: of a table that nothing made no dependents are known
ALTER TABLE users DROP COLUMN name;

-- case: a column of the same deploy is used by nobody
ALTER TABLE users ADD COLUMN name text;
ALTER TABLE users DROP COLUMN name CASCADE;

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint, name text);
ALTER TABLE users DROP COLUMN name CASCADE;
