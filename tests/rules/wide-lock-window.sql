-- case: two tables in one transaction are found
BEGIN;
ALTER TABLE users ADD COLUMN a integer;
ALTER TABLE orders ADD COLUMN a integer;
COMMIT;
-- expect: this locks table "public.orders" while table "public.users" is still locked, since line 2

-- case: a file that is sent in a transaction is one
-- sent_as: file
ALTER TABLE IF EXISTS shop."Users" ADD COLUMN a integer, ADD COLUMN b integer;
ALTER TABLE orders ADD COLUMN a integer;
-- expect: table "public.orders" while table "shop.Users" is still locked, since line 1

-- case: a lock from an earlier migration of a batch is still held
-- sent_as: batch
CREATE TABLE coupons (id bigint);
CREATE TABLE vouchers (id bigint);
ALTER TABLE users ADD COLUMN a integer;
-- next file:
ALTER TABLE orders ADD COLUMN a integer;
-- expect: table "public.orders" while table "public.users" is still locked, since line 3 of 1.sql

-- case: a foreign key from a locked table locks the other
BEGIN;
ALTER TABLE items ADD COLUMN order_id bigint;
ALTER TABLE items ADD CONSTRAINT fk FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID;
COMMIT;
-- expect: table "public.orders" while table "public.items"

-- case: one table may be locked as often as needed
BEGIN;
ALTER TABLE users ADD COLUMN a integer;
ALTER TABLE users ADD COLUMN b integer;
COMMIT;

-- case: it is said when the second table is locked, not again
BEGIN;
ALTER TABLE users ADD COLUMN a integer;
ALTER TABLE orders ADD COLUMN a integer;
ALTER TABLE orders ADD COLUMN b integer;
ALTER TABLE users ADD COLUMN b integer;
COMMIT;
-- expect: this locks table "public.orders" while table "public.users" is still locked, since line 2

-- case: each statement by itself lets go
ALTER TABLE users ADD COLUMN a integer;
ALTER TABLE orders ADD COLUMN a integer;

-- case: a rollback lets go
BEGIN;
ALTER TABLE users ADD COLUMN a integer;
ROLLBACK;
BEGIN;
ALTER TABLE orders ADD COLUMN a integer;
COMMIT;

-- case: a table of the same deploy is locked for nobody
BEGIN;
CREATE TABLE coupons (id bigint);
ALTER TABLE coupons ADD COLUMN a integer;
ALTER TABLE orders ADD COLUMN a integer;
COMMIT;

-- case: a temporary table is locked for nobody else
BEGIN;
CREATE TEMP TABLE picked (id bigint);
ALTER TABLE picked ADD COLUMN a integer;
ALTER TABLE orders ADD COLUMN a integer;
COMMIT;

-- case: rows are not tables
BEGIN;
UPDATE users SET a = 1 WHERE id = 1;
UPDATE orders SET a = 1 WHERE id = 1;
COMMIT;

-- case: work that lasts meanwhile is a hazard of another name
BEGIN;
ALTER TABLE users ALTER COLUMN plan TYPE integer USING plan::integer;
ALTER TABLE orders ALTER COLUMN plan TYPE integer USING plan::integer;
COMMIT;

-- case: the third table of a transaction needs no second word
BEGIN;
ALTER TABLE a ADD COLUMN x integer;
ALTER TABLE b ADD COLUMN x integer;
ALTER TABLE c ADD COLUMN x integer;
COMMIT;
-- expect: this locks table "public.b" while table "public.a" is still locked

-- case: both tables of a foreign key are locked in the order that the application has
BEGIN;
LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE orders ADD CONSTRAINT buyer FOREIGN KEY (user_id) REFERENCES users NOT VALID;
COMMIT;

-- case: a lock that is stronger than the key needs is held for something else
BEGIN;
ALTER TABLE users ADD COLUMN x integer;
ALTER TABLE orders ADD CONSTRAINT buyer FOREIGN KEY (user_id) REFERENCES users NOT VALID;
COMMIT;
-- expect: this locks table "public.orders" while table "public.users" is still locked

-- case: LOCK TABLE once for each mode is like once for all
BEGIN;
LOCK TABLE users IN ACCESS EXCLUSIVE MODE;
LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE orders ADD CONSTRAINT buyer FOREIGN KEY (user_id) REFERENCES users NOT VALID;
COMMIT;

-- case: a table is locked behind a change of another one
BEGIN;
ALTER TABLE users ADD COLUMN x integer;
LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE;
COMMIT;
-- expect: this locks table "public.orders" while table "public.users" is still locked

-- case: a materialized view is called what it is
BEGIN;
CREATE MATERIALIZED VIEW sums AS SELECT count(*) FROM orders;
COMMIT;
-- next deploy:
BEGIN;
ALTER TABLE users ADD COLUMN a integer;
DROP MATERIALIZED VIEW sums;
COMMIT;
-- expect: this locks materialized view "public.sums" while table "public.users" is still locked
