-- case: a concurrent build over many rows takes long
-- schema:
-- pgstage:snapshot 1
CREATE TABLE public.orders (id bigint, user_id bigint);
-- pgstage:size public.orders rows 50000000 bytes 9000000000
-- run:
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);
-- expect: index "orders_user_idx" is built over 50000000 rows of table "public.orders"

-- case: so does a rebuild
-- schema:
-- pgstage:snapshot 1
CREATE TABLE public."Orders" (id bigint PRIMARY KEY);
-- pgstage:size public."Orders" rows 10000000 bytes 9000000000
-- run:
REINDEX TABLE CONCURRENTLY "Orders";
-- expect: over 10000000 rows of table "public.Orders"

-- case: the limit may be another one
-- parameter: rows=1000
-- schema:
-- pgstage:snapshot 1
CREATE TABLE public.orders (id bigint, user_id bigint);
-- pgstage:size public.orders rows 5000 bytes 900000
-- run:
CREATE UNIQUE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);
-- expect: over 5000 rows

-- case: a small table is soon done
-- schema:
-- pgstage:snapshot 1
CREATE TABLE public.orders (id bigint, user_id bigint);
-- pgstage:size public.orders rows 5000 bytes 900000
-- run:
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);

-- case: a size that nobody knows is not guessed
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);

-- case: a build that blocks is another rule's matter
-- schema:
-- pgstage:snapshot 1
CREATE TABLE public.orders (id bigint, user_id bigint);
-- pgstage:size public.orders rows 50000000 bytes 9000000000
-- run:
CREATE INDEX orders_user_idx ON orders (user_id);

-- case: a new table of the same name is empty
-- schema:
-- pgstage:snapshot 1
CREATE TABLE public.orders (id bigint, user_id bigint);
-- pgstage:size public.orders rows 50000000 bytes 9000000000
-- run:
CREATE TABLE shop.orders (id bigint, user_id bigint);
CREATE INDEX CONCURRENTLY orders_user_idx ON shop.orders (user_id);
