-- case: a concurrent build between BEGIN and COMMIT is found
BEGIN;
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);
COMMIT;
-- expect: CREATE INDEX CONCURRENTLY cannot run inside a transaction block

-- case: a file that is sent in a transaction is one
-- sent_as: file
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_idx ON shop.orders (user_id);
-- expect: CREATE INDEX CONCURRENTLY

-- case: several statements in a message are a transaction
-- sent_as: message
SET lock_timeout = '2s';
DROP INDEX CONCURRENTLY IF EXISTS "Orders Idx";
-- expect: DROP INDEX CONCURRENTLY

-- case: so is a batch of migrations
-- sent_as: batch
CREATE TABLE coupons (id bigint PRIMARY KEY);
-- next file:
CREATE UNIQUE INDEX CONCURRENTLY users_email_idx ON users (email);
-- expect: CREATE INDEX CONCURRENTLY

-- case: detaching a partition concurrently is found
BEGIN;
ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;
ROLLBACK;
-- expect: ALTER TABLE CONCURRENTLY

-- case: rebuilding an index concurrently is found
BEGIN;
REINDEX INDEX CONCURRENTLY orders_user_idx;
COMMIT;
-- expect: REINDEX CONCURRENTLY

-- case: a table of the same deploy changes nothing about it
BEGIN;
CREATE TABLE orders (id bigint, user_id bigint);
CREATE INDEX CONCURRENTLY ON orders (user_id);
COMMIT;
-- expect: CREATE INDEX CONCURRENTLY

-- case: a statement by itself is no transaction block
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);

-- case: after the transaction it may run
BEGIN;
CREATE TABLE coupons (id bigint PRIMARY KEY);
COMMIT;
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);

-- case: a message that holds nothing but the statement is no transaction block
-- sent_as: message
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);

-- case: a materialized view may be refreshed concurrently anywhere
BEGIN;
REFRESH MATERIALIZED VIEW CONCURRENTLY daily_totals;
COMMIT;

-- case: without CONCURRENTLY nothing is refused
BEGIN;
CREATE INDEX orders_user_idx ON orders (user_id);
COMMIT;

-- case: several statements that are sent one by one are no transaction
CREATE TABLE coupons (id bigint PRIMARY KEY, code text);
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);
ALTER TABLE orders ADD COLUMN note text;

-- case: rebuilding everything concurrently is found
-- sent_as: file
REINDEX SCHEMA CONCURRENTLY shop;
-- expect: REINDEX CONCURRENTLY

-- case: after a rollback it may run
BEGIN;
CREATE TABLE coupons (id bigint PRIMARY KEY);
ROLLBACK;
DROP INDEX CONCURRENTLY orders_user_idx;

-- case: a partition is detached by itself
ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;

-- case: behind a COMMIT in the same message a transaction begins again
-- sent_as: message
BEGIN;
SELECT 1;
COMMIT;
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);
-- expect: CREATE INDEX CONCURRENTLY
