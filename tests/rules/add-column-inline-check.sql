-- case: the check of a new column is found
ALTER TABLE orders ADD COLUMN discount integer CHECK (discount < 100);
-- expect: the check of new column "discount" of table "public.orders" reads the whole table

-- case: a constant default makes it no cheaper
ALTER TABLE orders ADD COLUMN discount integer NOT NULL DEFAULT 5 CHECK (discount BETWEEN 0 AND 100);
-- expect: column "discount"

-- case: a check with a name is found
ALTER TABLE "Shop"."Orders" ADD COLUMN IF NOT EXISTS "Discount" integer CONSTRAINT "Small" CHECK ("Discount" < 100) DEFAULT 0;
-- expect: new column "Discount" of table "Shop.Orders"

-- case: it is found among other actions
ALTER TABLE orders ALTER COLUMN note SET DEFAULT '', ADD COLUMN discount integer CHECK (discount < 100), ADD COLUMN reason text;
-- expect: column "discount"

-- case: the partitions of a table are read for one column
-- schema:
CREATE TABLE orders (id bigint, day date) PARTITION BY RANGE (day);
CREATE TABLE orders_a PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE orders_b PARTITION OF orders FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
-- run:
ALTER TABLE orders ADD COLUMN discount integer CHECK (discount < 100);
-- expect: column "discount" of table "public.orders"

-- case: the column and its check apart read nothing under the lock
ALTER TABLE orders ADD COLUMN discount integer;
ALTER TABLE orders ADD CONSTRAINT orders_discount_check CHECK (discount < 100) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_discount_check;

-- case: a check of the table is another rule's matter
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0);

-- case: a check that is not enforced is not looked into
-- pg: 18
ALTER TABLE orders ADD COLUMN discount integer CHECK (discount < 100) NOT ENFORCED;

-- case: a column that is computed on reading is another rule's matter
-- pg: 18
ALTER TABLE orders ADD COLUMN double_total bigint GENERATED ALWAYS AS (total * 2) VIRTUAL CHECK (double_total >= 0);

-- case: a table of the same deploy has no rows
CREATE TABLE orders (id bigint PRIMARY KEY);
ALTER TABLE orders ADD COLUMN discount integer CHECK (discount < 100);

-- case: a temporary table is seen by nobody else
CREATE TEMP TABLE picked (id bigint);
ALTER TABLE picked ADD COLUMN discount integer CHECK (discount < 100);

-- case: a check inside CREATE TABLE is no risk
CREATE TABLE orders (id bigint PRIMARY KEY, discount integer CHECK (discount < 100));
