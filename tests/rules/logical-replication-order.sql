-- case: a new column of a published table is found
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE PUBLICATION sales FOR TABLE orders;
-- run:
ALTER TABLE orders ADD COLUMN note text;
-- expect: subscribers of publication "sales" stop unless they have column "note" for table "public.orders"

-- case: so is a renamed column
-- schema:
CREATE TABLE shop."Orders" (id bigint PRIMARY KEY, note text);
CREATE PUBLICATION "Sales" FOR TABLE shop."Orders";
-- run:
ALTER TABLE shop."Orders" RENAME COLUMN note TO remark;
-- expect: subscribers of publication "Sales" stop unless they have the new name of column "note" for table "shop.Orders"

-- case: so is another type
-- schema:
CREATE TABLE orders (id integer PRIMARY KEY);
CREATE PUBLICATION everything FOR ALL TABLES;
-- run:
ALTER TABLE orders ALTER COLUMN id TYPE bigint;
-- expect: the new type of column "id"

-- case: so is more room for values
-- schema:
CREATE TABLE orders (id integer PRIMARY KEY, name varchar(20));
CREATE PUBLICATION everything FOR ALL TABLES;
-- run:
ALTER TABLE orders ALTER COLUMN name TYPE varchar(40);
-- expect: the new type of column "name"

-- case: so is a renamed table
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE PUBLICATION sales FOR TABLE orders;
-- run:
ALTER TABLE orders RENAME TO purchases;
-- expect: a table of the new name for table "public.orders"

-- case: a column goes on the publisher first
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
CREATE PUBLICATION sales FOR TABLE orders;
-- run:
ALTER TABLE orders DROP COLUMN note;

-- case: a table that is not published is nobody else's
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE notes (id bigint PRIMARY KEY);
CREATE PUBLICATION sales FOR TABLE orders;
-- run:
ALTER TABLE notes ADD COLUMN note text;

-- case: a renamed schema is another rule's matter
-- schema:
CREATE SCHEMA shop;
CREATE PUBLICATION everything FOR ALL TABLES;
-- run:
ALTER SCHEMA shop RENAME TO store;

-- case: without a publication nobody follows
ALTER TABLE orders ADD COLUMN note text;

-- case: a table of the same deploy has no subscribers yet
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE PUBLICATION sales FOR TABLE orders;
ALTER TABLE orders ADD COLUMN note text;

-- case: a statement is one change for the subscribers
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE PUBLICATION backup FOR TABLE users;
-- run:
ALTER TABLE users ADD COLUMN a integer, ADD COLUMN b integer;
-- expect: unless they have column "a", column "b" for table "public.users"
