-- case: outside a transaction what was made stays
CREATE TABLE coupons (id bigint PRIMARY KEY);
CREATE UNLOGGED TABLE shop."Codes" (id bigint);
CREATE MATERIALIZED VIEW totals AS SELECT 1 AS n;
CREATE UNIQUE INDEX coupons_idx ON coupons (id);
-- expect: run again after a failure further down, this fails
-- expect: this fails
-- expect: this fails
-- expect: this fails

-- case: views, functions and, from 14 on, triggers can be replaced
CREATE VIEW totals AS SELECT 1 AS n;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f();
-- expect: this fails
-- expect: this fails
-- expect: this fails

-- case: what is dropped is gone, with any kind of name
DROP INDEX CONCURRENTLY orders_idx;
DROP MATERIALIZED VIEW shop."Totals";
DROP TRIGGER t ON orders;
DROP FUNCTION f(integer);
-- expect: this fails
-- expect: this fails
-- expect: this fails
-- expect: this fails

-- case: actions of ALTER TABLE are said once for all
ALTER TABLE ONLY shop."Orders" ADD note text, DROP CONSTRAINT positive, DROP COLUMN IF EXISTS a;
ALTER TYPE shop."Mood" ADD VALUE 'fine';
-- expect: this fails
-- expect: this fails

-- case: who says IF or OR REPLACE can go again
CREATE TABLE IF NOT EXISTS coupons (id bigint);
CREATE INDEX IF NOT EXISTS coupons_idx ON coupons (id);
CREATE OR REPLACE VIEW totals AS SELECT 1 AS n;
DROP INDEX CONCURRENTLY IF EXISTS orders_idx;
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'fine';

-- case: a transaction undoes all of it
BEGIN;
CREATE TABLE coupons (id bigint);
DROP TABLE orders;
COMMIT;

-- case: so does one of the runner
-- sent_as: file
CREATE TABLE coupons (id bigint);
DROP TABLE orders;

-- case: the only statement of a file is all or nothing
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;

-- case: a concurrent build is to be cleared away, and an index without a name has no such form
CREATE INDEX CONCURRENTLY orders_idx ON orders (note);
CREATE INDEX ON orders (note);

-- case: a trigger cannot be replaced before 14
-- pg: 13
CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f();
INSERT INTO settings VALUES (1);

-- case: what can be done twice needs no word
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
ALTER TABLE orders RENAME COLUMN a TO b;
UPDATE orders SET note = 'x' WHERE id = 1;
GRANT SELECT ON orders TO shop;
