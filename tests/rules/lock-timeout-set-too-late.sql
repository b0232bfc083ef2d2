-- case: a timeout that comes after the lock does not help it
ALTER TABLE users ADD COLUMN age integer;
SET lock_timeout = '2s';
-- expect: after line 1 has waited for table "public.users" without it

-- case: the first of several is named
DROP TABLE shop."Orders";
ALTER TABLE users ADD COLUMN age integer;
SET lock_timeout TO '2s';
-- expect: after line 1 has waited for table "shop.Orders" without it

-- case: a timeout of another transaction was no help
BEGIN;
SET LOCAL lock_timeout = '2s';
COMMIT;
ALTER TABLE users ADD COLUMN age integer;
SET lock_timeout = '2s';
-- expect: after line 4

-- case: a timeout before everything is in time
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN age integer;
SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN age integer;

-- case: what locks nothing may come first
SELECT 1;
CREATE TABLE coupons (id bigint PRIMARY KEY);
SET lock_timeout = '2s';

-- case: where the runner has set one, another may follow
-- runner_lock_timeout: 5s
ALTER TABLE users ADD COLUMN age integer;
SET lock_timeout = '2s';

-- case: each file is a migration of its own
ALTER TABLE users ADD COLUMN age integer;
-- next file:
SET lock_timeout = '2s';
