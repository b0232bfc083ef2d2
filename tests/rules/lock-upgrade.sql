-- case: rows are changed, and then the table is altered
BEGIN;
UPDATE users SET plan = 'free' WHERE id = 1;
ALTER TABLE users ADD COLUMN plan_since date;
COMMIT;
-- expect: the lock on table "public.users" grows from ROW EXCLUSIVE, taken in line 2, to ACCESS EXCLUSIVE

-- case: an index is built before the table is altered
-- sent_as: file
CREATE INDEX users_plan_idx ON shop."Users" (plan);
ALTER TABLE shop."Users" ALTER COLUMN plan DROP DEFAULT;
-- expect: the lock on table "shop.Users" grows from SHARE, taken in line 1, to ACCESS EXCLUSIVE

-- case: a foreign key comes before a column
BEGIN;
ALTER TABLE items ADD FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID;
ALTER TABLE orders ADD COLUMN note text;
COMMIT;
-- expect: the lock on table "public.orders" grows from SHARE ROW EXCLUSIVE

-- case: rows are deleted before an index is built
BEGIN;
DELETE FROM users WHERE id = 7;
CREATE UNIQUE INDEX ON users (email);
COMMIT;
-- expect: grows from ROW EXCLUSIVE, taken in line 2, to SHARE

-- case: the strongest lock comes first
BEGIN;
ALTER TABLE users ADD COLUMN plan_since date;
UPDATE users SET plan = 'free' WHERE id = 1;
CREATE INDEX ON users (plan);
ALTER TABLE users ADD COLUMN other date;
COMMIT;

-- case: each statement by itself lets go
UPDATE users SET plan = 'free' WHERE id = 1;
ALTER TABLE users ADD COLUMN plan_since date;

-- case: an earlier transaction let go
BEGIN;
UPDATE users SET plan = 'free' WHERE id = 1;
COMMIT;
BEGIN;
ALTER TABLE users ADD COLUMN plan_since date;
COMMIT;

-- case: a check that others may write during is no lock that they wait for
BEGIN;
ALTER TABLE users VALIDATE CONSTRAINT users_plan_check;
ALTER TABLE users ADD COLUMN plan_since date;
COMMIT;

-- case: a query holds up nobody
BEGIN;
SELECT count(*) FROM users;
ALTER TABLE users ADD COLUMN plan_since date;
COMMIT;

-- case: a table of the same deploy has no other users
BEGIN;
CREATE TABLE plans (id bigint PRIMARY KEY);
INSERT INTO plans VALUES (1);
ALTER TABLE plans ADD COLUMN name text;
COMMIT;

-- case: nobody waits behind a lock for two indexes
BEGIN;
CREATE INDEX ON users (plan);
CREATE INDEX ON users (email);
COMMIT;
