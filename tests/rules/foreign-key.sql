-- case: a new table gets one
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- expect: table "public.orders" gets a foreign key to table "public.users"

-- case: an old table gets one
ALTER TABLE ONLY shop."Orders" ADD FOREIGN KEY ("userId") REFERENCES shop."Users" NOT VALID;
-- expect: table "shop.Orders" gets a foreign key to table "shop.Users"

-- case: a new column gets one
ALTER TABLE orders ADD COLUMN note text, ADD COLUMN user_id bigint REFERENCES users (id);
-- expect: table "public.orders"

-- case: a table of the same deploy makes no difference
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, FOREIGN KEY (user_id) REFERENCES users);
-- expect: table "public.orders"

-- case: a reference that the database does not know is none
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);

-- case: a column that is there already gets nothing
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- run:
ALTER TABLE orders ADD COLUMN IF NOT EXISTS user_id bigint REFERENCES users (id);

-- case: to validate one is not to add one
ALTER TABLE orders VALIDATE CONSTRAINT orders_user_fkey;
