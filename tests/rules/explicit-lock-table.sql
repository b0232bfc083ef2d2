-- case: without a mode even reads wait
BEGIN;
LOCK TABLE users;
COMMIT;
-- expect: LOCK TABLE keeps reads and writes of table "public.users" waiting until the transaction ends

-- case: so it is for each table
BEGIN;
LOCK TABLE ONLY shop."Users", orders IN ACCESS EXCLUSIVE MODE;
COMMIT;
-- expect: table "shop.Users"
-- expect: table "public.orders"

-- case: a lock on top of a weaker one deadlocks with another that does the same
BEGIN;
SET LOCAL lock_timeout = '2s';
UPDATE users SET active = true WHERE id = 1;
LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE;
COMMIT;
-- expect: the transaction has used table "public.users" before and now asks for more: two that do so deadlock

-- case: what another transaction did is over
UPDATE users SET active = true WHERE id = 1;
BEGIN;
LOCK TABLE users IN SHARE MODE;
COMMIT;

-- case: first in its transaction, all tables, and with a lock_timeout, it is the way to avoid deadlocks
BEGIN;
SET LOCAL lock_timeout = '2s';
LOCK TABLE users, orders IN ACCESS EXCLUSIVE MODE;
ALTER TABLE users ADD COLUMN seen boolean;
COMMIT;

-- case: the runner may set the lock_timeout
-- runner_lock_timeout: 5s
BEGIN;
LOCK TABLE users;
COMMIT;

-- case: a mode that lets others write holds nobody up
BEGIN;
LOCK TABLE users IN SHARE UPDATE EXCLUSIVE MODE;
COMMIT;

-- case: a table of the same deploy is used by nobody
BEGIN;
CREATE TABLE users (id bigint);
LOCK TABLE users;
COMMIT;

-- case: outside a transaction the server refuses it
LOCK TABLE users;
