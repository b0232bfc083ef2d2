-- case: an integer key is found
CREATE TABLE users (id integer PRIMARY KEY, name text);
-- expect: primary key column "id" of table "public.users" is integer, which runs out of numbers

-- case: so is a serial one, or a small one
CREATE TABLE shop."Users" ("Id" serial, name text, CONSTRAINT pk PRIMARY KEY ("Id"));
CREATE TABLE shop.things (id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
-- expect: column "Id" of table "shop.Users" is integer
-- expect: is smallint

-- case: so is one over a column that is there
-- schema:
CREATE TABLE users (id integer NOT NULL);
-- run:
ALTER TABLE IF EXISTS users ADD COLUMN note text, ADD PRIMARY KEY (id);
-- expect: column "id"

-- case: bigint and uuid last
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id uuid PRIMARY KEY);
CREATE TABLE visits (id bigserial PRIMARY KEY);

-- case: a key of several columns counts otherwise
CREATE TABLE items (order_id bigint, line integer, PRIMARY KEY (order_id, line));

-- case: of a column that nothing made the type is not known
ALTER TABLE users ADD PRIMARY KEY (id);

-- case: an integer that is no key may be any
CREATE TABLE users (id bigint PRIMARY KEY, age integer);

-- case: a temporary table does not last
CREATE TEMP TABLE picked (id integer PRIMARY KEY);
