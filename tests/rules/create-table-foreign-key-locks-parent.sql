-- case: the referenced table waits for the new one
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- expect: writes to table "public.users" wait

-- case: a table constraint is no other
CREATE TABLE IF NOT EXISTS shop.orders (id bigint, "userId" bigint, CONSTRAINT f FOREIGN KEY ("userId") REFERENCES shop."Users" (id));
-- expect: writes to table "shop.Users" wait

-- case: two keys to one table lock it once
CREATE TABLE gifts (sender bigint REFERENCES users (id), receiver bigint REFERENCES users (id), parent bigint REFERENCES gifts (id));
-- expect: table "public.users"

-- case: a referenced table of the same deploy has no writers
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));

-- case: several tables are another rule's matter
CREATE TABLE orders (user_id bigint REFERENCES users (id), coupon_id bigint REFERENCES coupons (id));

-- case: a table that references itself locks no other
CREATE TABLE categories (id bigint PRIMARY KEY, parent_id bigint REFERENCES categories (id));

-- case: a temporary table has no keys to others
CREATE TEMP TABLE picked (id bigint);

-- case: without the key nothing waits
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);

-- case: IF NOT EXISTS does nothing where the table is there
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- run:
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
