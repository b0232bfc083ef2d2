-- case: a longer index begins with the same column
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, at date);
CREATE INDEX orders_user_at_idx ON orders (user_id, at);
-- run:
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);
-- expect: index "orders_user_at_idx" of table "public.orders" begins with the same columns

-- case: a primary key is an index
-- schema:
CREATE TABLE shop."Members" ("userId" bigint, room bigint, PRIMARY KEY ("userId", room));
-- run:
CREATE INDEX ON shop."Members" ("userId");
-- expect: index "Members_pkey"

-- case: a twin is found with its expression and order
-- schema:
CREATE TABLE users (id bigint, email text);
CREATE INDEX a ON users USING btree (lower(email) DESC NULLS LAST, id);
-- run:
CREATE INDEX CONCURRENTLY b ON users (lower(email) DESC NULLS LAST, id);
-- expect: index "a"

-- case: another order is another index
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, at date);
CREATE INDEX orders_user_at_idx ON orders (user_id DESC, at);
-- run:
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);

-- case: another operator class or collation is another index
-- schema:
CREATE TABLE users (id bigint, email text);
CREATE INDEX a ON users (email);
CREATE INDEX c ON users (email COLLATE "C");
-- run:
CREATE INDEX CONCURRENTLY b ON users (email text_pattern_ops);

-- case: an index with a condition serves only some queries
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, paid bool);
CREATE INDEX a ON orders (user_id) WHERE paid;
-- run:
CREATE INDEX CONCURRENTLY b ON orders (user_id);

-- case: a new index with a condition is smaller
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, paid bool);
CREATE INDEX a ON orders (user_id);
-- run:
CREATE INDEX CONCURRENTLY b ON orders (user_id) WHERE paid;

-- case: a unique index keeps duplicates out
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, at date);
CREATE INDEX a ON orders (user_id, at);
-- run:
CREATE UNIQUE INDEX CONCURRENTLY b ON orders (user_id);

-- case: the same columns in another order are other columns
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, at date);
CREATE INDEX a ON orders (at, user_id);
-- run:
CREATE INDEX CONCURRENTLY b ON orders (user_id);

-- case: another method is another index
-- schema:
CREATE TABLE orders (id bigint, tags text[]);
CREATE INDEX a ON orders USING gin (tags);
-- run:
CREATE INDEX CONCURRENTLY b ON orders (tags);

-- case: a longer index than the old one is no repetition
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, at date);
CREATE INDEX a ON orders (user_id);
-- run:
CREATE INDEX CONCURRENTLY b ON orders (user_id, at);
