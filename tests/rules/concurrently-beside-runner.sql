-- case: an index is built while the runner keeps a transaction
-- runner: keeps_transaction: Flyway
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);
-- expect: CREATE INDEX CONCURRENTLY waits for older transactions, and Flyway keeps one open while it runs

-- case: so it is dropped
-- runner: keeps_transaction: Ecto
DROP INDEX CONCURRENTLY orders_user_idx;
-- expect: DROP INDEX CONCURRENTLY waits for older transactions, and Ecto keeps one

-- case: and rebuilt, and each is said
-- runner: keeps_transaction: Flyway
REINDEX INDEX CONCURRENTLY orders_user_idx;
REINDEX INDEX CONCURRENTLY users_email_idx;
-- expect: REINDEX CONCURRENTLY waits
-- expect: REINDEX CONCURRENTLY waits

-- case: a runner without a transaction lets it go on
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);

-- case: what is not concurrent does not wait so
-- runner: keeps_transaction: Flyway
ALTER TABLE orders ADD COLUMN note text;

-- case: in a transaction it fails before it waits
-- runner: keeps_transaction: Flyway
-- sent_as: file
CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);

-- case: a materialized view that is refreshed waits for nobody
-- runner: keeps_transaction: Flyway
CREATE MATERIALIZED VIEW sums AS SELECT user_id FROM orders;
REFRESH MATERIALIZED VIEW CONCURRENTLY sums;
