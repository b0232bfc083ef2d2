-- case: an index is built on a table that the migration before it has altered
-- file: Migration1
ALTER TABLE orders ADD COLUMN note text;
-- next file: Migration2
-- runner: runs_beside: MikroORM
CREATE INDEX CONCURRENTLY orders_note_idx ON orders (note);
-- expect: this waits for ever for table "public.orders", which Migration1.sql:1 has locked: MikroORM runs the two in sessions of their own and ends the other's transaction last

-- case: rows that were changed are locked against a change of the schema
-- file: Migration1
UPDATE orders SET note = '' WHERE id = 1;
-- next file: Migration2
-- runner: runs_beside: MikroORM
ALTER TABLE orders ADD COLUMN gift text;
-- expect: this waits for ever for table "public.orders", which Migration1.sql:1 has locked

-- case: it may be the migration before the last
-- file: Migration1
ALTER TABLE orders ADD COLUMN note text;
-- next file: Migration2
ALTER TABLE users ADD COLUMN note text;
-- next file: Migration3
-- runner: runs_beside: MikroORM
DROP INDEX CONCURRENTLY orders_user_idx;
UPDATE orders SET note = '' WHERE id = 1;
-- expect: this waits for ever for table "public.orders", which Migration1.sql:1 has locked

-- case: another table is not locked
-- file: Migration1
ALTER TABLE users ADD COLUMN note text;
-- next file: Migration2
-- runner: runs_beside: MikroORM
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);

-- case: locks that go with each other do not wait
-- file: Migration1
UPDATE orders SET note = '' WHERE id = 1;
-- next file: Migration2
-- runner: runs_beside: MikroORM
UPDATE orders SET note = '' WHERE id = 2;

-- case: what ran beside it before has ended
-- file: Migration1
-- runner: runs_beside: MikroORM
ALTER TABLE orders ADD COLUMN note text;
-- next file: Migration2
-- runner: runs_beside: MikroORM
CREATE INDEX CONCURRENTLY orders_note_idx ON orders (note);

-- case: it was deployed before
-- file: Migration1
ALTER TABLE orders ADD COLUMN note text;
-- next deploy:
-- file: Migration2
-- runner: runs_beside: MikroORM
CREATE INDEX CONCURRENTLY orders_note_idx ON orders (note);

-- case: a runner with one session does not wait for itself
-- file: Migration1
ALTER TABLE orders ADD COLUMN note text;
-- next file: Migration2
CREATE INDEX CONCURRENTLY orders_note_idx ON orders (note);
