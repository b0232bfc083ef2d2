-- case: an index is built while a second run waits
-- runner: waits_in_statement: golang-migrate
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);
-- expect: if a second golang-migrate starts meanwhile, it waits for the lock of the first within a statement, and CREATE INDEX CONCURRENTLY waits for that statement

-- case: so it is dropped
-- runner: waits_in_statement: sqlx
DROP INDEX CONCURRENTLY orders_user_idx;
-- expect: if a second sqlx starts meanwhile

-- case: and rebuilt
-- runner: waits_in_statement: Prisma
REINDEX INDEX CONCURRENTLY orders_user_idx;
-- expect: and REINDEX CONCURRENTLY waits for that statement

-- case: it is said once
-- runner: waits_in_statement: Prisma
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);
CREATE INDEX CONCURRENTLY users_email_idx ON users (email);
-- expect: if a second Prisma starts meanwhile

-- case: who asks again and again has no snapshot
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);

-- case: what is not concurrent waits for no snapshot
-- runner: waits_in_statement: Prisma
ALTER TABLE orders ADD COLUMN note text;

-- case: in a transaction it fails before it waits
-- runner: waits_in_statement: Kysely
-- sent_as: batch
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);
