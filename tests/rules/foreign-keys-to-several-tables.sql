-- case: a new table locks all that it references at once
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), coupon_id bigint REFERENCES coupons (id));
-- expect: writes to tables "public.coupons" and "public.users" are blocked together

-- case: table constraints are no others
CREATE TABLE shop."Order" (id bigint, a bigint, b bigint, c bigint REFERENCES shop.c (id), CONSTRAINT "To A" FOREIGN KEY (a) REFERENCES shop."A" (id), FOREIGN KEY (b) REFERENCES shop.b (id));
-- expect: writes to tables "shop.A", "shop.b" and "shop.c" are blocked together

-- case: NOT VALID keys of one ALTER TABLE lock them as well
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID, ADD FOREIGN KEY (coupon_id) REFERENCES coupons (id) NOT VALID;
-- expect: tables "public.coupons" and "public.users"

-- case: one referenced table is no order
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));

-- case: two keys to one table lock it once
CREATE TABLE gifts (sender bigint REFERENCES users (id), receiver bigint REFERENCES users (id));

-- case: tables of the same deploy have no writers
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
CREATE TABLE coupons (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), coupon_id bigint REFERENCES coupons (id));

-- case: keys that are added one by one lock one table each
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, coupon_id bigint);
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE orders ADD FOREIGN KEY (coupon_id) REFERENCES coupons (id);

-- case: where rows are read meanwhile that is the finding
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id), ADD FOREIGN KEY (coupon_id) REFERENCES coupons (id);

-- case: what the transaction holds already is another rule's matter
BEGIN;
LOCK TABLE users, coupons IN SHARE ROW EXCLUSIVE MODE;
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), coupon_id bigint REFERENCES coupons (id));
COMMIT;

-- case: a constraint may stand before the columns
CREATE TABLE orders (CONSTRAINT f FOREIGN KEY (a) REFERENCES users (id), a bigint, b bigint REFERENCES coupons);
-- expect: tables "public.coupons" and "public.users"
