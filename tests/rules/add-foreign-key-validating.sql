-- case: a foreign key on a live table is found
ALTER TABLE orders ADD CONSTRAINT orders_user_fkey FOREIGN KEY (user_id) REFERENCES users (id);
-- expect: adding this foreign key reads table "public.orders"

-- case: a foreign key without a name is found
ALTER TABLE ONLY shop.orders ADD FOREIGN KEY (user_id) REFERENCES shop.users;
-- expect: reads table "shop.orders"

-- case: a new column with a default has values to be looked up
ALTER TABLE orders ADD COLUMN status_id integer DEFAULT 1 REFERENCES statuses (id);
-- expect: reads table "public.orders"

-- case: the key is found behind other actions
ALTER TABLE orders ALTER COLUMN note DROP NOT NULL, ADD CONSTRAINT "To User" FOREIGN KEY ("userId") REFERENCES "User" (id) ON DELETE CASCADE;
-- expect: reads table "public.orders"

-- case: a table whose creation was rolled back is not new
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- run:
BEGIN;
DROP TABLE orders;
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
ROLLBACK;
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id);
-- expect: reads table "public.orders"

-- case: NOT VALID looks at no row
ALTER TABLE orders ADD CONSTRAINT orders_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;

-- case: a new column without a default has nothing to look up
ALTER TABLE orders ADD COLUMN coupon_id bigint REFERENCES coupons (id);

-- case: VALIDATE CONSTRAINT lets writes through
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
ALTER TABLE orders ADD CONSTRAINT orders_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
-- run:
ALTER TABLE orders VALIDATE CONSTRAINT orders_user_fkey;

-- case: a referencing table of the same deploy has no rows
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id);

-- case: a foreign key inside CREATE TABLE has no rows to look up
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
