-- case: queries do without while the wider index is built
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, at timestamptz);
CREATE INDEX orders_user_idx ON orders (user_id);
-- run:
DROP INDEX CONCURRENTLY orders_user_idx;
CREATE INDEX CONCURRENTLY orders_user_at_idx ON orders (user_id, at);
-- expect: index "orders_user_idx" is gone before this one is there: until then queries do without in table "public.orders"

-- case: a later file of the same deploy is as late
-- schema:
CREATE TABLE shop."Orders" (id bigint PRIMARY KEY, "userId" bigint, at timestamptz);
CREATE INDEX "By User" ON shop."Orders" ("userId");
-- run:
DROP INDEX CONCURRENTLY IF EXISTS shop."By User";
-- next file:
CREATE INDEX CONCURRENTLY "By User" ON shop."Orders" ("userId") INCLUDE (at);
-- expect: index "By User" is gone before this one is there

-- case: nothing keeps duplicates out meanwhile
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text, shop bigint);
CREATE UNIQUE INDEX users_email_idx ON users (email);
-- run:
DROP INDEX CONCURRENTLY users_email_idx;
CREATE UNIQUE INDEX CONCURRENTLY users_email_shop_idx ON users (email, shop);
-- expect: nothing keeps duplicates out of table "public.users"

-- case: the index of a dropped constraint is gone as well
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text, CONSTRAINT one_email UNIQUE (email));
-- run:
ALTER TABLE users DROP CONSTRAINT one_email;
CREATE INDEX CONCURRENTLY users_email_idx ON users (email);
-- expect: index "one_email" is gone

-- case: the new one first is the safe order
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, at timestamptz);
CREATE INDEX orders_user_idx ON orders (user_id);
-- run:
CREATE INDEX CONCURRENTLY orders_user_at_idx ON orders (user_id, at);
DROP INDEX CONCURRENTLY orders_user_idx;

-- case: another index that begins with the same columns serves meanwhile
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, at timestamptz, total int);
CREATE INDEX orders_user_idx ON orders (user_id);
CREATE INDEX orders_user_total_idx ON orders (user_id, total);
-- run:
DROP INDEX CONCURRENTLY orders_user_idx;
CREATE INDEX CONCURRENTLY orders_user_at_idx ON orders (user_id, at);

-- case: an index that was set aside under another name serves meanwhile
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, at timestamptz);
CREATE INDEX orders_user_idx ON orders (user_id);
-- run:
ALTER INDEX orders_user_idx RENAME TO orders_user_old_idx;
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id, at);
DROP INDEX CONCURRENTLY orders_user_old_idx;

-- case: clearing away what a failed build may have left takes nothing from anybody
DROP INDEX CONCURRENTLY IF EXISTS orders_user_idx;
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);

-- case: an index on other columns replaces nothing
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, at timestamptz);
CREATE INDEX orders_at_idx ON orders (at);
-- run:
DROP INDEX CONCURRENTLY orders_at_idx;
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id, at);

-- case: a transaction that keeps everybody out leaves no gap
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, at timestamptz);
CREATE INDEX orders_user_idx ON orders (user_id);
-- run:
BEGIN;
DROP INDEX orders_user_idx;
CREATE INDEX orders_user_at_idx ON orders (user_id, at);
COMMIT;

-- case: a table of the same deploy is queried by nobody
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, at timestamptz);
CREATE INDEX orders_user_idx ON orders (user_id);
DROP INDEX orders_user_idx;
CREATE INDEX orders_user_at_idx ON orders (user_id, at);
