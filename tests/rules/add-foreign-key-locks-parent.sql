-- case: NOT VALID locks the referenced table as well
ALTER TABLE orders ADD CONSTRAINT orders_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
-- expect: writes to table "public.users" wait

-- case: so does a new column without a default
ALTER TABLE shop."Orders" ADD COLUMN coupon_id bigint REFERENCES shop."Coupons" (id);
-- expect: writes to table "shop.Coupons" wait

-- case: a referencing table of the same deploy changes nothing for the other
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id);
-- expect: writes to table "public.users" wait

-- case: each of several is named
ALTER TABLE IF EXISTS orders ADD FOREIGN KEY (a) REFERENCES a (id) NOT VALID, ADD FOREIGN KEY (b) REFERENCES b (id) NOT VALID;
-- expect: table "public.a"
-- expect: table "public.b"

-- case: where rows are read meanwhile that is the finding
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id);

-- case: a referenced table of the same deploy has no writers
CREATE TABLE coupons (id bigint PRIMARY KEY);
ALTER TABLE orders ADD COLUMN coupon_id bigint REFERENCES coupons (id);

-- case: a table that references itself locks no other
ALTER TABLE categories ADD FOREIGN KEY (parent_id) REFERENCES categories (id) NOT VALID;

-- case: VALIDATE CONSTRAINT lets the writes of both go on
ALTER TABLE orders VALIDATE CONSTRAINT orders_user_fkey;
