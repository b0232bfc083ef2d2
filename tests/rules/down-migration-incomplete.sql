-- case: a table is left
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY);
-- run:
CREATE TABLE refunds (id bigint PRIMARY KEY);
CREATE TABLE returns (id bigint PRIMARY KEY);
-- way back:
DROP TABLE returns;
-- expect: the way back does not undo it: table "public.refunds" is left

-- case: a column is left, and an index
-- schema:
CREATE TABLE shop."Orders" (id bigint PRIMARY KEY);
-- run:
ALTER TABLE shop."Orders" ADD COLUMN note text, ADD COLUMN gift boolean;
CREATE INDEX orders_note ON shop."Orders" (note);
CREATE INDEX orders_id ON shop."Orders" (id);
-- way back:
ALTER TABLE shop."Orders" DROP COLUMN note;
-- expect: column "gift" of table "shop.Orders" is left, and 1 more

-- case: a type is not put back
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, total integer);
-- run:
ALTER TABLE orders ALTER COLUMN total TYPE bigint;
-- way back:
SELECT 1;
-- expect: column "total" of table "public.orders" keeps its new type

-- case: NOT NULL is not put back
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, total integer NOT NULL);
-- run:
ALTER TABLE orders ALTER COLUMN total DROP NOT NULL;
-- way back:
SELECT 1;
-- expect: column "total" of table "public.orders" stays nullable

-- case: what was dropped does not come back
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
CREATE INDEX orders_note ON orders (note);
-- run:
DROP INDEX orders_note;
-- way back:
SELECT 1;
-- expect: index "orders_note" of table "public.orders" is gone

-- case: everything is as it was
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, total integer NOT NULL);
-- run:
CREATE TABLE refunds (id bigint PRIMARY KEY);
ALTER TABLE orders ALTER COLUMN total TYPE bigint, ADD COLUMN note text;
CREATE INDEX ON orders (note);
-- way back:
DROP TABLE refunds;
ALTER TABLE orders DROP COLUMN note, ALTER COLUMN total TYPE integer;

-- case: a sequence goes with its table, and with its column
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY);
-- run:
CREATE TABLE refunds (id bigserial PRIMARY KEY);
ALTER TABLE orders ADD COLUMN number serial, ADD COLUMN other int GENERATED ALWAYS AS IDENTITY;
-- way back:
DROP TABLE refunds;
ALTER TABLE orders DROP COLUMN number, DROP COLUMN other;

-- case: a column may come back at the end
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, note text, total integer);
-- run:
ALTER TABLE orders DROP COLUMN note;
-- way back:
ALTER TABLE orders ADD COLUMN note text;

-- case: nobody knows what a table that was never seen had
ALTER TABLE orders DROP COLUMN note;
-- way back:
ALTER TABLE orders ADD COLUMN note text;

-- case: without a way back there is nothing to compare
CREATE TABLE refunds (id bigint PRIMARY KEY);
