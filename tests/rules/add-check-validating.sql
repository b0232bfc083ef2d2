-- case: a check on a live table is found
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0);
-- expect: adding this check reads all of table "public.orders"

-- case: a check without a name is found
ALTER TABLE orders ADD CHECK (total >= 0);
-- expect: reads all of table "public.orders"

-- case: a check among other actions is found
ALTER TABLE orders ADD COLUMN note text, ADD CONSTRAINT positive CHECK (total >= 0), ALTER COLUMN note SET DEFAULT '';
-- expect: reads all of table "public.orders"

-- case: two checks read the table once
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0), ADD CONSTRAINT small CHECK (total < 1000);
-- expect: reads all of table "public.orders"

-- case: names are quoted where they must be
ALTER TABLE "Shop"."Order Items" ADD CONSTRAINT "Positive" CHECK ("Amount" > 0);
-- expect: table "Shop.Order Items"

-- case: IF EXISTS makes it no safer
ALTER TABLE IF EXISTS shop.orders ADD CONSTRAINT positive CHECK (total >= 0);
-- expect: table "shop.orders"

-- case: the partitions of a table are read for one check
-- schema:
CREATE TABLE orders (id bigint, day date, total integer) PARTITION BY RANGE (day);
CREATE TABLE orders_a PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE orders_b PARTITION OF orders FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
-- run:
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0);
-- expect: reads all of table "public.orders"

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

-- case: a table of the same name in another schema does not make this one new
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, total integer);
-- run:
CREATE TABLE shop.orders (id bigint PRIMARY KEY, total integer);
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0);
-- expect: table "public.orders"

-- case: NOT VALID looks at no row
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;

-- case: a check that is not enforced is not looked into
-- pg: 18
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT ENFORCED;

-- case: VALIDATE CONSTRAINT lets reads and writes through
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, total integer);
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
-- run:
ALTER TABLE orders VALIDATE CONSTRAINT positive;

-- case: a check that comes with a new column is another rule's matter
ALTER TABLE orders ADD COLUMN discount integer CHECK (discount < 100);

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

-- case: a unique constraint over an index is no check
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE UNIQUE INDEX users_email_idx ON users (email);
-- run:
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_idx;

-- case: a timeout that is shorter than the scan is no way to validate
SET statement_timeout = '5s';
ALTER TABLE users ADD CONSTRAINT users_age_check CHECK (age > 0);
-- expect: users
