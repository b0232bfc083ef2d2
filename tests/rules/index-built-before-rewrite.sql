-- case: the type of a column changes behind the index
-- schema:
CREATE TABLE shop."Orders" (id bigint, total integer);
-- run:
CREATE INDEX CONCURRENTLY total_idx ON shop."Orders" (total);
ALTER TABLE ONLY shop."Orders" ALTER COLUMN total TYPE bigint;
-- expect: the index that line 1 built on table "shop.Orders" is built again

-- case: another file of the deploy built it
CREATE UNIQUE INDEX orders_code_idx ON orders (code);
-- next file:
SELECT 1;
ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();
-- expect: the index that line 1 of 1.sql built on table "public.orders" is built again

-- case: the index of a constraint is one
-- schema:
CREATE TABLE orders (id bigint, code text);
-- run:
BEGIN;
ALTER TABLE orders ADD CONSTRAINT orders_code_key UNIQUE (code);
ALTER TABLE orders SET UNLOGGED;
COMMIT;
-- expect: the index that line 2 built

-- case: a dropped table takes it along
CREATE INDEX orders_code_idx ON orders (code);
DROP TABLE orders;
-- expect: the index that line 1 built goes with table "public.orders"

-- case: first the rewrite and then the index is the way
-- schema:
CREATE TABLE orders (id bigint, total integer);
-- run:
ALTER TABLE orders ALTER COLUMN total TYPE bigint;
CREATE INDEX orders_total_idx ON orders (total);

-- case: two rewrites are another rule's
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, total integer, state integer);
-- run:
ALTER TABLE orders ALTER COLUMN total TYPE bigint;
ALTER TABLE orders ALTER COLUMN state TYPE bigint;

-- case: former deploys had their reasons
CREATE INDEX orders_total_idx ON orders (total);
-- next deploy:
ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();

-- case: a table of the deploy is empty
CREATE TABLE coupons (id bigint, total integer);
CREATE INDEX ON coupons (total);
ALTER TABLE coupons ALTER COLUMN total TYPE bigint;

-- case: an index that goes alone is not rebuilt, nor by a change that rewrites nothing
CREATE INDEX orders_total_idx ON orders (total);
DROP INDEX orders_total_idx;
ALTER TABLE orders ADD COLUMN note text;
