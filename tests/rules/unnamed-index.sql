-- case: PostgreSQL chooses a name
CREATE INDEX CONCURRENTLY ON orders (user_id);
-- expect: PostgreSQL chooses the name of this index on table "public.orders", perhaps "orders_user_id_idx"

-- case: it does so for a unique index and an expression
CREATE UNIQUE INDEX ON shop."Users" (lower(email)) WHERE age > 17;
-- expect: table "shop.Users", perhaps "Users_expr_idx"

-- case: a table of the same deploy makes no difference
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
CREATE INDEX ON orders (user_id);
-- expect: "orders_user_id_idx"

-- case: a name is a name
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);

-- case: a temporary table is gone tomorrow
CREATE TEMP TABLE picked (id bigint);
CREATE INDEX ON picked (id);

-- case: so is one that the deploy drops
CREATE TABLE picked AS SELECT id FROM orders;
CREATE INDEX ON picked (id);
DROP TABLE picked;

-- case: a constraint has a name of its own
ALTER TABLE orders ADD UNIQUE (user_id);
