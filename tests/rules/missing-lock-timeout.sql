-- case: a strong lock without a limit is found
ALTER TABLE users ADD COLUMN name text;
-- expect: waiting for the ACCESS EXCLUSIVE lock on table "public.users" has no limit

-- case: it is said once a run
ALTER TABLE users ADD COLUMN name text;
ALTER TABLE orders ADD COLUMN name text;
-- next file:
ALTER TABLE shop.items ADD COLUMN name text;
-- expect: table "public.users"

-- case: zero means no limit
SET lock_timeout = 0;
CREATE INDEX ON "Orders" (user_id);
-- expect: waiting for the SHARE lock on table "public.Orders"

-- case: a setting that a rollback undid is not in effect
BEGIN;
SET lock_timeout = '2s';
ROLLBACK;
ALTER TABLE users ADD COLUMN name text;
-- expect: table "public.users"

-- case: SET LOCAL ends with its transaction
BEGIN;
SET LOCAL lock_timeout = '2s';
COMMIT;
ALTER TABLE IF EXISTS users ADD COLUMN name text, ADD COLUMN age integer;
-- expect: table "public.users"

-- case: SET LOCAL outside a transaction does nothing
SET LOCAL lock_timeout = '2s';
ALTER TABLE users ADD COLUMN name text;
-- expect: table "public.users"

-- case: another timeout is no lock_timeout
SET statement_timeout = '5s';
ALTER TABLE users ADD COLUMN name text;
-- expect: table "public.users"

-- case: a script that turns off the runner's limit has none
-- runner_lock_timeout: 5s
SET lock_timeout TO '0s';
ALTER TABLE users ADD COLUMN name text;
-- expect: table "public.users"

-- case: a lock_timeout is in effect
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN name text;

-- case: a number is in milliseconds
SET lock_timeout TO 2000;
DROP TABLE users;

-- case: the runner sets it
-- runner_lock_timeout: 5s
ALTER TABLE users ADD COLUMN name text;

-- case: SET LOCAL is in effect within its transaction
BEGIN;
SET LOCAL lock_timeout = '500ms';
ALTER TABLE users ADD COLUMN name text;
COMMIT;

-- case: a table of the same deploy is waited for by nobody
CREATE TABLE users (id bigint);
ALTER TABLE users ADD COLUMN name text;

-- case: a temporary table is waited for by nobody else
CREATE TEMP TABLE picked (id bigint);
ALTER TABLE picked ADD COLUMN name text;

-- case: weak locks stand in nobody's way
CREATE INDEX CONCURRENTLY ON orders (user_id);
ALTER TABLE orders VALIDATE CONSTRAINT orders_check;
UPDATE orders SET paid = true WHERE id = 1;
SELECT * FROM orders;

-- case: a partition that is detached concurrently is asked for by nobody when it is locked
ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;
