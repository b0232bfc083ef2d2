-- case: an integer that refers to rows is found
CREATE TABLE orders (id bigint PRIMARY KEY, user_id integer REFERENCES users (id));
-- expect: key column "user_id" of table "public.orders" is integer, which runs out of numbers

-- case: so is one that comes later
ALTER TABLE IF EXISTS shop."Orders" ADD COLUMN note text, ADD COLUMN "User" smallint REFERENCES users (id);
-- expect: key column "User" of table "shop.Orders" is smallint

-- case: so is one that counts
CREATE TABLE orders (id bigint PRIMARY KEY, number serial, user_id int, UNIQUE (number), FOREIGN KEY (user_id) REFERENCES users (id));
-- expect: column "number"
-- expect: column "user_id"

-- case: a bigint lasts
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));

-- case: a column that is no key may be any
CREATE TABLE orders (id bigint PRIMARY KEY, amount integer NOT NULL);

-- case: so may a code that stands for an enum
CREATE TABLE orders (id bigint PRIMARY KEY, state smallint NOT NULL CHECK (state IN (1, 2, 3)));

-- case: a primary key is another rule's matter
CREATE TABLE users (id integer PRIMARY KEY);

-- case: a temporary table does not last
CREATE TEMP TABLE picked (id integer UNIQUE);
