-- case: a check on a live table is found
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0);
-- expect: adding this check reads all of table "public.orders"

-- case: a check without a name is found
ALTER TABLE orders ADD CHECK (total >= 0);
-- expect: reads all of table "public.orders"

-- case: a check that comes with a new column is found
ALTER TABLE orders ADD COLUMN discount integer CHECK (discount < 100);
-- expect: reads all of table "public.orders"

-- case: a check among other actions is found
ALTER TABLE orders ADD COLUMN note text, ADD CONSTRAINT positive CHECK (total >= 0), ALTER COLUMN note SET DEFAULT '';
-- expect: reads all of table "public.orders"

-- case: names are quoted where they must be
ALTER TABLE "Shop"."Order Items" ADD CONSTRAINT "Positive" CHECK ("Amount" > 0);
-- expect: table "Shop.Order Items"

-- case: IF EXISTS makes it no safer
ALTER TABLE IF EXISTS shop.orders ADD CONSTRAINT positive CHECK (total >= 0);
-- expect: table "shop.orders"

-- case: a table whose creation was rolled back is not new
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, total integer);
-- run:
BEGIN;
DROP TABLE orders;
CREATE TABLE orders (id bigint PRIMARY KEY, total integer);
ROLLBACK;
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0);
-- expect: table "public.orders"

-- case: NOT VALID looks at no row
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;

-- case: VALIDATE CONSTRAINT lets reads and writes through
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, total integer);
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
-- run:
ALTER TABLE orders VALIDATE CONSTRAINT positive;

-- case: a table of the same deploy is seen by nobody
CREATE TABLE orders (id bigint PRIMARY KEY, total integer);
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0);

-- case: a table of an earlier migration of the same deploy is seen by nobody
CREATE TABLE orders (id bigint PRIMARY KEY, total integer);
-- next file:
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0);

-- case: a temporary table is seen by nobody else
CREATE TEMP TABLE totals (total integer);
ALTER TABLE totals ADD CONSTRAINT positive CHECK (total >= 0);
