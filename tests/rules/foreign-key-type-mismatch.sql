-- case: an integer cannot hold every bigint
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id integer REFERENCES users (id));
-- expect: column "user_id" of table "public.orders" is integer and cannot hold every value of the bigint that it references in table "public.users"

-- case: the column of an old table is known
-- schema:
CREATE TABLE shop."Users" (id bigserial PRIMARY KEY);
CREATE TABLE shop."Orders" (id bigint, "userId" smallint);
-- run:
ALTER TABLE shop."Orders" ADD CONSTRAINT "To User" FOREIGN KEY ("userId") REFERENCES shop."Users" NOT VALID;
-- expect: column "userId" of table "shop.Orders" is smallint

-- case: each column of a key is compared with its own
-- schema:
CREATE TABLE users (shop integer, id bigint, PRIMARY KEY (shop, id));
-- run:
ALTER TABLE orders ADD COLUMN shop integer, ADD COLUMN user_id integer, ADD FOREIGN KEY (shop, user_id) REFERENCES users NOT VALID;
-- expect: column "user_id"

-- case: a numeric is looked up by conversion
-- schema:
CREATE TABLE users (id numeric PRIMARY KEY);
-- run:
ALTER TABLE orders ADD COLUMN user_id integer REFERENCES users (id);
-- expect: is converted at every look into the numeric

-- case: a bigint holds every integer
-- schema:
CREATE TABLE users (id integer PRIMARY KEY);
-- run:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));

-- case: the same type is the same type
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, code varchar(10) UNIQUE);
-- run:
CREATE TABLE orders (user_id int8 REFERENCES users (id), code varchar(10) REFERENCES users (code));

-- case: a type change of the same statement counts
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (user_id integer);
-- run:
ALTER TABLE orders ALTER COLUMN user_id TYPE bigint, ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;

-- case: nothing is known of the referenced table
CREATE TABLE orders (id bigint PRIMARY KEY, user_id integer REFERENCES users (id));

-- case: text may be shorter or longer
-- schema:
CREATE TABLE users (name text PRIMARY KEY);
-- run:
CREATE TABLE orders (user_name varchar(20) REFERENCES users (name));

-- case: the same deploy widens the referencing column later
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id integer REFERENCES users (id));
ALTER TABLE orders ALTER COLUMN user_id TYPE bigint;
