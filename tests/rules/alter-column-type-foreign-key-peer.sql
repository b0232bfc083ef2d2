-- case: the referenced table is locked as well
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id integer REFERENCES users);
-- run:
ALTER TABLE orders ALTER user_id TYPE bigint;
-- expect: changing the type of column "user_id" of table "public.orders" makes its foreign key anew, and blocks reads and writes of table "public.users" as well

-- case: so is every table that references the column
-- schema:
CREATE TABLE shop."Users" (id integer PRIMARY KEY);
CREATE TABLE orders (id bigint, user_id integer REFERENCES shop."Users");
CREATE TABLE visits (id bigint, user_id integer REFERENCES shop."Users");
-- run:
ALTER TABLE IF EXISTS shop."Users" ADD COLUMN note text, ALTER id TYPE bigint;
-- expect: table "public.orders" and 1 more as well

-- case: it is so even when nothing is rewritten
-- schema:
CREATE TABLE countries (code varchar(2) PRIMARY KEY);
CREATE TABLE users (id bigint, country varchar(2) REFERENCES countries);
-- run:
ALTER TABLE users ALTER country TYPE varchar(3);
-- expect: table "public.countries" as well

-- case: a foreign key over other columns is left alone
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users, total integer);
-- run:
ALTER TABLE orders ALTER total TYPE bigint;

-- case: a key of the table to itself locks no other
-- schema:
CREATE TABLE folders (id bigint PRIMARY KEY, parent_id integer REFERENCES folders);
-- run:
ALTER TABLE folders ALTER parent_id TYPE bigint;

-- case: partitions are no other side
-- schema:
CREATE TABLE orders (id integer, region text) PARTITION BY LIST (region);
CREATE TABLE orders_at PARTITION OF orders FOR VALUES IN ('at');
-- run:
ALTER TABLE orders ALTER id TYPE bigint;

-- case: another table of the same deploy is used by nobody
-- schema:
CREATE TABLE users (id integer PRIMARY KEY);
-- run:
CREATE TABLE orders (id bigint, user_id integer REFERENCES users);
ALTER TABLE users ALTER id TYPE bigint;

-- case: a table of the same deploy is not waited for
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id integer REFERENCES users);
ALTER TABLE orders ALTER user_id TYPE bigint;
