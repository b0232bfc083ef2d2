-- case: a backfill behind ALTER TABLE keeps the lock
BEGIN;
ALTER TABLE users ADD COLUMN active boolean;
UPDATE users SET active = true;
COMMIT;
-- expect: this changes rows of table "public.users" in bulk while table "public.users" is locked against reads and writes

-- case: a foreign key that is not validated blocks writers all the same
BEGIN;
ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
DELETE FROM shop."Sessions" WHERE expired;
COMMIT;
-- expect: this changes rows of table "shop.Sessions" in bulk while table "public.orders" is locked against writes

-- case: a lock of the same deploy's earlier file lasts through a batch
-- sent_as: batch
ALTER TABLE users ADD COLUMN active boolean;
-- next file:
UPDATE orders SET paid = false;
-- expect: while table "public.users" is locked

-- case: rows that are copied out of a live table count as well
-- sent_as: file
ALTER TABLE users ADD COLUMN note text;
CREATE TABLE archive (id bigint, note text);
INSERT INTO archive SELECT id, note FROM users;
-- expect: this changes rows of table "public.archive" in bulk while table "public.users" is locked

-- case: a statement in a body is no other
BEGIN;
ALTER TABLE users ADD COLUMN active boolean;
DO $$ BEGIN UPDATE users SET active = true; END $$;
COMMIT;
-- expect: this changes rows of table "public.users"

-- case: each statement by itself lets go
ALTER TABLE users ADD COLUMN active boolean;
UPDATE users SET active = true;

-- case: after the commit nothing is held, nor after a rollback
BEGIN;
ALTER TABLE users ADD COLUMN active boolean;
COMMIT;
UPDATE users SET active = true;
BEGIN;
ALTER TABLE users ADD COLUMN age integer;
ROLLBACK;
UPDATE users SET age = 1;

-- case: a table of the same deploy is locked for nobody
BEGIN;
CREATE TABLE coupons (id bigint PRIMARY KEY);
ALTER TABLE coupons ADD COLUMN code text;
UPDATE orders SET paid = false;
COMMIT;

-- case: work on a temporary table is nobody's wait
BEGIN;
CREATE TEMP TABLE picked (id bigint);
ALTER TABLE users ADD COLUMN active boolean;
UPDATE picked SET id = 1;
COMMIT;

-- case: a few rows may follow
BEGIN;
ALTER TABLE users ADD COLUMN active boolean;
INSERT INTO settings VALUES ('a', 'b');
UPDATE settings SET value = 'c' WHERE id = 1;
COMMIT;

-- case: an index build is another rule's
BEGIN;
ALTER TABLE users ADD COLUMN active boolean;
CREATE INDEX orders_user_idx ON orders (user_id);
COMMIT;

-- case: whoever needs a table that is dropped fails in any case
BEGIN;
DROP TABLE IF EXISTS picked;
CREATE TEMP TABLE picked AS SELECT 1 AS id;
UPDATE users SET paid = false FROM picked WHERE picked.id = users.id;
COMMIT;

-- case: work on the same table behind the same lock is told of once
BEGIN;
UPDATE users SET plan = 'free' WHERE plan IS NULL;
LOCK TABLE users IN ACCESS EXCLUSIVE MODE;
UPDATE users SET plan = lower(plan);
DELETE FROM users WHERE plan IS NULL;
COMMIT;
-- expect: this changes rows of table "public.users" in bulk while table "public.users" is locked against reads and writes

-- case: a table that the deploy truncated has few rows
BEGIN;
TRUNCATE users;
ALTER TABLE users ADD COLUMN plan text;
UPDATE users SET plan = 'free';
COMMIT;
