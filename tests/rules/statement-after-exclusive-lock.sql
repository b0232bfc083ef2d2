-- case: a constraint that is proved behind ALTER TABLE keeps the lock
BEGIN;
ALTER TABLE users ADD COLUMN active boolean;
ALTER TABLE orders ALTER COLUMN paid SET NOT NULL;
COMMIT;
-- expect: the scan of table "public.orders" runs while table "public.users" is locked against reads and writes

-- case: another table's index build keeps it too
BEGIN;
ALTER TABLE users ADD COLUMN active boolean;
CREATE INDEX orders_user_idx ON shop."Orders" (user_id);
COMMIT;
-- expect: build of index "orders_user_idx" runs while table "public.users" is locked

-- case: a file that is sent in a transaction is one
-- sent_as: file
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
CREATE UNIQUE INDEX users_email_idx ON users (email);
-- expect: while table "public.orders" is locked against reads and writes

-- case: a foreign key that is not validated blocks writers all the same
BEGIN;
ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
SELECT count(*) FROM sessions;
COMMIT;
-- expect: is locked against writes

-- case: a lock of the same deploy's earlier file lasts through a batch
-- sent_as: batch
ALTER TABLE users ADD COLUMN active boolean;
-- next file:
CREATE INDEX orders_user_idx ON orders (user_id);
-- expect: while table "public.users" is locked

-- case: each statement by itself lets go
ALTER TABLE users ADD COLUMN active boolean;
CREATE INDEX orders_user_idx ON orders (user_id);

-- case: after the commit nothing is held
BEGIN;
ALTER TABLE users ADD COLUMN active boolean;
COMMIT;
CREATE INDEX users_active_idx ON users (active);

-- case: after a rollback nothing is held
BEGIN;
ALTER TABLE users ADD COLUMN active boolean;
ROLLBACK;
CREATE INDEX users_email_idx ON users (email);

-- case: a table of the same deploy is locked for nobody
BEGIN;
CREATE TABLE coupons (id bigint PRIMARY KEY);
ALTER TABLE coupons ADD COLUMN code text;
CREATE INDEX orders_user_idx ON orders (user_id);
COMMIT;

-- case: work on a temporary table is nobody's wait
BEGIN;
CREATE TEMP TABLE picked (id bigint);
ALTER TABLE users ADD COLUMN active boolean;
CREATE INDEX ON picked (id);
COMMIT;

-- case: quick statements may follow
BEGIN;
ALTER TABLE users ADD COLUMN active boolean;
ALTER TABLE users ADD COLUMN age integer;
INSERT INTO settings VALUES ('a', 'b');
COMMIT;

-- case: a rewrite of the same table locks it no less by itself
BEGIN;
ALTER TABLE users ALTER COLUMN plan DROP DEFAULT;
ALTER TABLE users ALTER COLUMN plan TYPE integer USING plan::integer;
COMMIT;

-- case: so does an index build what writers are kept from already
BEGIN;
LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE;
CREATE INDEX users_email_idx ON users (email);
COMMIT;

-- case: readers who could read during the build wait for the lock before it
BEGIN;
ALTER TABLE users ADD COLUMN email text;
CREATE INDEX users_email_idx ON users (email);
COMMIT;
-- expect: the build of index "users_email_idx" runs while table "public.users" is locked against reads and writes

-- case: a table that the transaction dropped is waited for by nobody who could use it
BEGIN;
DROP TABLE IF EXISTS users_old;
UPDATE users SET active = true;
COMMIT;

-- case: what a block runs sees what was held before the block
BEGIN;
ALTER TABLE a ADD COLUMN x integer;
DO $$ BEGIN
  ALTER TABLE b ADD COLUMN x integer;
  ALTER TABLE c ADD COLUMN x integer;
  CREATE INDEX d_x ON d (x);
END $$;
COMMIT;
-- expect: the build of index "d_x" runs while table "public.a" is locked

-- case: a transaction that rewrites one table after another is told of once
BEGIN;
ALTER TABLE a ALTER COLUMN x TYPE bigint USING x::bigint;
ALTER TABLE b ALTER COLUMN x TYPE bigint USING x::bigint;
ALTER TABLE c ALTER COLUMN x TYPE bigint USING x::bigint;
COMMIT;
-- expect: the rewrite of table "public.b" runs while table "public.a" is locked

-- case: the foreign key of a new table has no row to look up
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
BEGIN;
ALTER TABLE users ADD COLUMN active boolean;
CREATE TABLE notes (id bigint, user_id bigint);
ALTER TABLE notes ADD FOREIGN KEY (user_id) REFERENCES users (id);
COMMIT;

-- case: rows that are changed in bulk are another rule's
BEGIN;
ALTER TABLE users ADD COLUMN active boolean;
UPDATE users SET active = true;
INSERT INTO archive SELECT * FROM users;
COMMIT;

-- case: whoever needs a table that is dropped fails in any case
BEGIN;
DROP TABLE IF EXISTS picked;
CREATE TEMP TABLE picked AS SELECT 1 AS id;
CREATE INDEX users_paid_idx ON users (paid);
COMMIT;
