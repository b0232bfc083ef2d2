-- case: a second statement waits for a lock
-- runner: commits_each: Prisma
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE users ADD COLUMN note text;
-- expect: Prisma commits each statement by itself, so if this one fails, what stands before it in the migration stays done

-- case: what was made before stays when rows refuse what follows
-- runner: commits_each: Sequelize
CREATE TABLE gifts (id bigint PRIMARY KEY);
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);
-- expect: Sequelize commits each statement by itself

-- case: so does what was committed before
-- runner: commits_each: Prisma
BEGIN;
CREATE TABLE gifts (id bigint PRIMARY KEY);
COMMIT;
ALTER TABLE orders ADD COLUMN gift_id bigint;
-- expect: Prisma commits each statement by itself

-- case: rows are changed behind a change of the schema
-- runner: commits_each: Sequelize
ALTER TABLE orders ADD COLUMN note text;
UPDATE orders SET note = '';
-- expect: Sequelize commits each statement by itself

-- case: one statement is done or not done
-- runner: commits_each: Prisma
ALTER TABLE orders ADD COLUMN note text;

-- case: a setting leaves nothing behind
-- runner: commits_each: Prisma
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;

-- case: new tables do not depend on anybody
-- runner: commits_each: Prisma
CREATE TABLE gifts (id bigint PRIMARY KEY);
CREATE INDEX gifts_idx ON gifts (id);

-- case: a transaction of its own is done as one
-- runner: commits_each: Prisma
BEGIN;
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE users ADD COLUMN note text;
COMMIT;

-- case: who asked for no transaction knows
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE users ADD COLUMN note text;
