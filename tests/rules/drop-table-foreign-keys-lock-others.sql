-- case: what the table references is shut as well
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- run:
DROP TABLE orders;
-- expect: blocks reads and writes of table "public.users" as well

-- case: several are shut one after another
-- schema:
CREATE TABLE shop."Users" (id bigint PRIMARY KEY);
CREATE TABLE coupons (id bigint PRIMARY KEY);
CREATE TABLE shop."Orders" (id bigint, user_id bigint REFERENCES shop."Users" (id), coupon_id bigint REFERENCES coupons (id));
-- run:
DROP TABLE IF EXISTS shop."Orders";
-- expect: tables "public.coupons", "shop.Users" as well

-- case: CASCADE shuts what references the table
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- run:
DROP TABLE users CASCADE;
-- expect: table "public.orders"

-- case: without foreign keys nothing else is locked
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY);
-- run:
DROP TABLE orders;

-- case: one table more under a lock_timeout is as good as it gets
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- run:
SET lock_timeout = '2s';
DROP TABLE orders;

-- case: once its keys are dropped the table goes alone
-- runner_lock_timeout: 2s
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE coupons (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint, user_id bigint REFERENCES users (id), coupon_id bigint REFERENCES coupons (id));
-- run:
ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;
ALTER TABLE orders DROP CONSTRAINT orders_coupon_id_fkey;
DROP TABLE orders;

-- case: tables that go together lock no other
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- run:
DROP TABLE orders, users;

-- case: the other side is of the same deploy
-- schema:
CREATE TABLE old_orders (id bigint PRIMARY KEY);
-- run:
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE old_orders ADD FOREIGN KEY (id) REFERENCES users (id) NOT VALID;
DROP TABLE old_orders;

-- case: what is refused locks nothing for long
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- run:
DROP TABLE users;

-- case: with a lock_timeout nobody waits long for any of them
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE coupons (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint, user_id bigint REFERENCES users (id), coupon_id bigint REFERENCES coupons (id));
-- run:
SET lock_timeout = '2s';
DROP TABLE orders;

-- case: tables that go together miss nothing
-- schema:
CREATE TABLE charts (id bigint PRIMARY KEY);
CREATE TABLE chart_rows (id bigint PRIMARY KEY, chart_id bigint REFERENCES charts (id));
CREATE TABLE chart_cells (row_id bigint REFERENCES chart_rows (id), chart_id bigint REFERENCES charts (id));
-- run:
DROP TABLE chart_cells;
DROP TABLE chart_rows;
DROP TABLE charts;
