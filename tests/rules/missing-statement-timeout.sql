-- case: an index build blocks writers for as long as it takes
CREATE INDEX ON shop."Orders" (code);
-- expect: nothing limits how long table "shop.Orders" is blocked while this goes through it

-- case: it is said once a run
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);
CREATE INDEX ON orders (code);
-- expect: table "public.orders"

-- case: a timeout of zero is none
SET statement_timeout = 0;
ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
-- expect: nothing limits how long

-- case: a timeout limits it
SET statement_timeout = '30s';
ALTER TABLE orders SET UNLOGGED;

-- case: so does one of the transaction
BEGIN;
SET LOCAL statement_timeout = '30s';
ALTER TABLE orders SET UNLOGGED;
COMMIT;

-- case: what lets others write may be long
CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code);
ALTER TABLE orders VALIDATE CONSTRAINT positive;
UPDATE orders SET note = 'x';

-- case: a short lock is over soon, and a new table is nobody's
ALTER TABLE orders ADD COLUMN note text;
CREATE TABLE coupons (id bigint);
CREATE INDEX ON coupons (id);
