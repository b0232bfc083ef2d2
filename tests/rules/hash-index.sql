-- case: a hash index is found
CREATE INDEX CONCURRENTLY orders_user_idx ON orders USING hash (user_id);
-- expect: index "orders_user_idx" of table "public.orders" answers nothing but =

-- case: it is found whatever its case
CREATE INDEX "By User" ON shop."Orders" USING HASH ("userId");
-- expect: index "By User" of table "shop.Orders"

-- case: a table of the same deploy makes no difference
CREATE TABLE orders (id bigint, user_id bigint);
CREATE INDEX ON orders USING hash (user_id);
-- expect: "orders_user_id_idx"

-- case: a B-tree is the default
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);

-- case: other methods answer other questions
CREATE INDEX CONCURRENTLY orders_tags_idx ON orders USING gin (tags);

-- case: a partition by hash is no index
CREATE TABLE orders (id bigint) PARTITION BY HASH (id);
