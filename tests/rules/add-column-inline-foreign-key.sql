-- case: a default gives every row a value to be looked up
ALTER TABLE orders ADD COLUMN status_id integer DEFAULT 1 REFERENCES statuses (id);
-- expect: the default of column "status_id" of table "public.orders" is looked up for every row

-- case: it is found behind other actions and in quotes
ALTER TABLE ONLY shop."Orders" ADD COLUMN note text, ADD COLUMN IF NOT EXISTS "statusId" integer NOT NULL DEFAULT 1 CONSTRAINT "To Status" REFERENCES shop."Status" (id) ON DELETE RESTRICT;
-- expect: column "statusId" of table "shop.Orders"

-- case: an old column list makes no difference to a known table
-- schema:
CREATE TABLE statuses (id integer PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY);
-- run:
BEGIN;
ALTER TABLE orders ADD status_id integer NOT NULL DEFAULT 1 REFERENCES statuses;
COMMIT;
-- expect: column "status_id" of table "public.orders"

-- case: without a default nothing is looked up
ALTER TABLE orders ADD COLUMN coupon_id bigint REFERENCES coupons (id);

-- case: NULL points nowhere
-- schema:
CREATE TABLE coupons (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY);
-- run:
ALTER TABLE orders ADD COLUMN coupon_id bigint REFERENCES coupons (id);

-- case: a key of its own is another rule's matter
ALTER TABLE orders ADD COLUMN coupon_id bigint DEFAULT 1, ADD FOREIGN KEY (coupon_id) REFERENCES coupons (id);

-- case: a table of the same deploy has no rows
CREATE TABLE orders (id bigint PRIMARY KEY);
ALTER TABLE orders ADD COLUMN status_id integer DEFAULT 1 REFERENCES statuses (id);

-- case: the three steps look nothing up under the strong lock
ALTER TABLE orders ADD COLUMN status_id integer DEFAULT 1;
ALTER TABLE orders ADD CONSTRAINT orders_status_id_fkey FOREIGN KEY (status_id) REFERENCES statuses (id) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_status_id_fkey;

-- case: a default of NULL makes the table be read for nothing
-- schema:
CREATE TABLE medias (id bigint PRIMARY KEY);
-- run:
ALTER TABLE blogs ADD COLUMN icon_id bigint REFERENCES medias (id) DEFAULT NULL;
-- expect: DEFAULT NULL of column "icon_id" of table "public.blogs" makes its foreign key read the whole table
