-- case: ALTER TABLE locks the index that it renames against all queries
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
CREATE INDEX orders_user_idx ON orders (user_id);
-- run:
ALTER TABLE orders_user_idx RENAME TO orders_user_id_idx;
-- expect: renames index "public.orders_user_idx" under a lock that stops queries of table "public.orders"

-- case: IF EXISTS and quotes change nothing
-- schema:
CREATE TABLE shop."Orders" (id bigint PRIMARY KEY, user_id bigint);
CREATE INDEX "By User" ON shop."Orders" (user_id);
-- run:
ALTER TABLE IF EXISTS shop."By User" RENAME TO "By Customer";
-- expect: index "shop.By User"

-- case: the index of a constraint is one, too
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY);
-- run:
BEGIN;
ALTER TABLE orders_pkey RENAME TO orders_key;
COMMIT;
-- expect: index "public.orders_pkey"

-- case: ALTER INDEX lets queries go on
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
CREATE INDEX orders_user_idx ON orders (user_id);
-- run:
ALTER INDEX orders_user_idx RENAME TO orders_user_id_idx;

-- case: up to 11 both take the same lock
-- pg: 11
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
CREATE INDEX orders_user_idx ON orders (user_id);
-- run:
ALTER TABLE orders_user_idx RENAME TO orders_user_id_idx;

-- case: a table is renamed with ALTER TABLE
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY);
-- run:
ALTER TABLE orders RENAME TO purchases;

-- case: what nothing is known of is taken for a table
ALTER TABLE orders_user_idx RENAME TO orders_user_id_idx;

-- case: on a table of the same deploy nobody waits
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
CREATE INDEX orders_user_idx ON orders (user_id);
ALTER TABLE orders_user_idx RENAME TO orders_user_id_idx;
