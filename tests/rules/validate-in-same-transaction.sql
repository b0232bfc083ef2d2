-- case: a check validated under the lock that added it is found
BEGIN;
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT positive;
COMMIT;
-- expect: constraint "positive" is validated while table "public.orders" is still locked by the same transaction

-- case: so is a foreign key
-- sent_as: file
-- schema:
CREATE TABLE shop.users (id bigint PRIMARY KEY);
CREATE TABLE shop.orders (id bigint PRIMARY KEY, user_id bigint);
-- run:
ALTER TABLE shop.orders ADD CONSTRAINT "To User" FOREIGN KEY (user_id) REFERENCES shop.users (id) NOT VALID;
ALTER TABLE shop.orders VALIDATE CONSTRAINT "To User";
-- expect: constraint "To User" is validated while table "shop.orders"

-- case: one statement is one transaction
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID, VALIDATE CONSTRAINT positive;
-- expect: constraint "positive"

-- case: a partitioned table is read by its partitions
-- schema:
CREATE TABLE orders (id bigint, day date, total integer) PARTITION BY RANGE (day);
CREATE TABLE orders_a PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
-- run:
BEGIN;
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT positive;
COMMIT;
-- expect: constraint "positive" is validated while table "public.orders"

-- case: from 18 on, so is NOT NULL
-- pg: 18
BEGIN;
ALTER TABLE orders ADD CONSTRAINT total_there NOT NULL total NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT total_there;
COMMIT;
-- expect: constraint "total_there"

-- case: any strong lock that is still held will do
-- schema:
CREATE TABLE orders (id bigint, total integer);
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
-- run:
BEGIN;
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE orders VALIDATE CONSTRAINT positive;
COMMIT;
-- expect: constraint "positive"

-- case: several statements in a message are one transaction
-- sent_as: message
ALTER TABLE IF EXISTS orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
ALTER TABLE IF EXISTS orders VALIDATE CONSTRAINT positive;
-- expect: constraint "positive"

-- case: a commit in between lets go
BEGIN;
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
COMMIT;
BEGIN;
ALTER TABLE orders VALIDATE CONSTRAINT positive;
COMMIT;

-- case: each statement by itself lets go
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT positive;

-- case: what is valid already is not read again
-- schema:
CREATE TABLE orders (id bigint, total integer);
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0);
-- run:
BEGIN;
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE orders VALIDATE CONSTRAINT positive;
COMMIT;

-- case: a table of the same deploy is locked for nobody
BEGIN;
CREATE TABLE orders (id bigint, total integer);
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT positive;
COMMIT;

-- case: a temporary table is locked for nobody else
BEGIN;
CREATE TEMP TABLE picked (total integer);
ALTER TABLE picked ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
ALTER TABLE picked VALIDATE CONSTRAINT positive;
COMMIT;

-- case: a lock on another table is another rule's matter
-- schema:
CREATE TABLE orders (id bigint, total integer);
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
-- run:
BEGIN;
ALTER TABLE users ADD COLUMN note text;
ALTER TABLE orders VALIDATE CONSTRAINT positive;
COMMIT;
