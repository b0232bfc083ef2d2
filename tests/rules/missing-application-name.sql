-- case: a lock is taken by nobody in particular
ALTER TABLE shop."Orders" ADD COLUMN note text;
-- expect: table "shop.Orders" is locked by a session that has no application_name

-- case: it is said once a run
ALTER TABLE orders ADD COLUMN note text;
-- next file:
ALTER TABLE users ADD COLUMN note text;
-- expect: table "public.orders"

-- case: an empty name is none
SET application_name = '';
CREATE INDEX ON orders (note);
-- expect: has no application_name

-- case: the script says who it is
SET application_name = 'deploy 41';
ALTER TABLE orders ADD COLUMN note text;

-- case: what locks nobody out needs no name
CREATE INDEX CONCURRENTLY orders_idx ON orders (note);
UPDATE orders SET note = 'x' WHERE id = 1;

-- case: a new table is nobody's
CREATE TABLE coupons (id bigint);
ALTER TABLE coupons ADD COLUMN note text;
