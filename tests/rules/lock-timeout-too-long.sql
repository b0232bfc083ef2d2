-- case: five minutes of waiting stop everybody for five minutes
SET lock_timeout = '5min';
ALTER TABLE users ADD COLUMN age integer;
-- expect: ACCESS EXCLUSIVE lock on table "public.users" may stop everybody else for 5min

-- case: a bare number is in milliseconds
SET lock_timeout TO 60000;
CREATE INDEX ON shop."Orders" (user_id);
-- expect: SHARE lock on table "shop.Orders"

-- case: SET LOCAL counts as well
BEGIN;
SET LOCAL lock_timeout = '1h';
DROP TABLE IF EXISTS users;
COMMIT;
-- expect: for 1h

-- case: what is too long may be set
-- parameter: longest=1s
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN age integer;
-- expect: for 2s

-- case: a few seconds are fine
SET lock_timeout = '5s';
ALTER TABLE users ADD COLUMN age integer;

-- case: without any limit it is a hazard of another name
ALTER TABLE users ADD COLUMN age integer;

-- case: no limit at all is a hazard of another name, too
SET lock_timeout = 0;
ALTER TABLE users ADD COLUMN age integer;

-- case: a concurrent build may wait, since nobody waits behind it
SET lock_timeout = '5min';
CREATE INDEX CONCURRENTLY ON users (age);

-- case: a table of the same deploy is waited for by nobody
SET lock_timeout = '5min';
CREATE TABLE coupons (id bigint PRIMARY KEY);
ALTER TABLE coupons ADD COLUMN age integer;

-- case: a timeout that was taken back counts no more
SET lock_timeout = '5min';
RESET lock_timeout;
ALTER TABLE users ADD COLUMN age integer;

-- case: a table that is waited for again needs no second word
SET lock_timeout = '2min';
ALTER TABLE users ADD COLUMN a integer;
ALTER TABLE users ADD COLUMN b integer;
-- expect: table "public.users"

-- case: a partition that is detached concurrently is asked for by nobody when it is locked
SET lock_timeout = '10min';
ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;
