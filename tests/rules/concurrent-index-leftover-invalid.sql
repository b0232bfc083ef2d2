-- case: IF NOT EXISTS passes over what a failed build left
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_idx ON orders (user_id);
-- expect: an invalid index "public.orders_user_idx", IF NOT EXISTS passes over it

-- case: a unique one most of all, since its build fails on duplicates
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "Users Email" ON shop."Users" (lower(email));
-- expect: "shop.Users Email"

-- case: dropping another index clears nothing away
DROP INDEX CONCURRENTLY IF EXISTS orders_status_idx;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_idx ON orders (user_id);
-- expect: "public.orders_user_idx"

-- case: an index of that name in another schema is another one
DROP INDEX CONCURRENTLY IF EXISTS archive.orders_user_idx;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_idx ON orders (user_id);
-- expect: "public.orders_user_idx"

-- case: what the last deploy dropped may be there again
DROP INDEX CONCURRENTLY IF EXISTS orders_user_idx;
-- next deploy:
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_idx ON orders (user_id);
-- expect: "public.orders_user_idx"

-- case: a snapshot of before does not know what a failed run left since
-- complete:
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- run:
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_idx ON orders (user_id);
-- expect: "public.orders_user_idx"

-- case: a clean-up before the build leaves no leftover
DROP INDEX CONCURRENTLY IF EXISTS orders_user_idx;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_idx ON orders (user_id);

-- case: a clean-up of what was not there is one
-- complete:
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- run:
DROP INDEX CONCURRENTLY IF EXISTS public.orders_user_idx;
-- next file:
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_idx ON orders (user_id);

-- case: without IF NOT EXISTS a leftover is an error that somebody sees
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);

-- case: without CONCURRENTLY nothing is left of a failed build
CREATE INDEX IF NOT EXISTS orders_user_idx ON orders (user_id);

-- case: a valid index that is there makes it do nothing
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
CREATE INDEX orders_user_idx ON orders (user_id);
-- run:
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_idx ON orders (user_id);

-- case: on a table of the same deploy no build fails for others
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_idx ON orders (user_id);

-- case: what is refused in a transaction leaves nothing
BEGIN;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_idx ON orders (user_id);
COMMIT;
