-- case: two migrations of a deploy have opposite orders
-- sent_as: file
ALTER TABLE users ADD COLUMN a integer;
ALTER TABLE orders ADD COLUMN a integer;
-- next file:
ALTER TABLE orders ADD COLUMN b integer;
ALTER TABLE users ADD COLUMN b integer;
-- expect: this locks table "public.users" after table "public.orders"; the transaction of line 2 of 1.sql has it the other way round

-- case: an order was declared
-- parameter: order=users shop."Orders" items
BEGIN;
ALTER TABLE shop."Orders" ADD COLUMN b integer;
ALTER TABLE users ADD COLUMN b integer;
COMMIT;
-- expect: this locks table "public.users" after table "shop.Orders"; the declared order has it the other way round

-- case: a foreign key locks the table that it refers to last
-- parameter: order=orders items
BEGIN;
ALTER TABLE items ADD COLUMN order_id bigint;
ALTER TABLE items ADD FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID;
COMMIT;
-- expect: this locks table "public.orders" after table "public.items"

-- case: the declared order is kept
-- parameter: order=users orders
BEGIN;
ALTER TABLE users ADD COLUMN b integer;
ALTER TABLE orders ADD COLUMN b integer;
COMMIT;

-- case: two migrations have the same order
-- sent_as: file
ALTER TABLE users ADD COLUMN a integer;
ALTER TABLE orders ADD COLUMN a integer;
-- next file:
ALTER TABLE users ADD COLUMN b integer;
ALTER TABLE orders ADD COLUMN b integer;

-- case: who has the first table all along waits for nobody
-- sent_as: file
ALTER TABLE users ADD COLUMN a integer;
ALTER TABLE orders ADD COLUMN a integer;
ALTER TABLE users ADD COLUMN c integer;
-- next file:
ALTER TABLE users ADD COLUMN b integer;
ALTER TABLE orders ADD COLUMN b integer;

-- case: separate transactions have no order
ALTER TABLE users ADD COLUMN a integer;
ALTER TABLE orders ADD COLUMN a integer;
ALTER TABLE orders ADD COLUMN b integer;
ALTER TABLE users ADD COLUMN b integer;

-- case: another deploy comes when the first is over
-- sent_as: file
ALTER TABLE users ADD COLUMN a integer;
ALTER TABLE orders ADD COLUMN a integer;
-- next deploy:
ALTER TABLE orders ADD COLUMN b integer;
ALTER TABLE users ADD COLUMN b integer;

-- case: a new table is nobody's
-- parameter: order=coupons users
BEGIN;
ALTER TABLE users ADD COLUMN b integer;
CREATE TABLE coupons (id bigint PRIMARY KEY);
COMMIT;
