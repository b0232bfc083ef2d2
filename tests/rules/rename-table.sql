-- case: a renamed table is found
ALTER TABLE users RENAME TO accounts;
-- expect: running code still uses the old name of table "public.users"

-- case: names are quoted where they must be
ALTER TABLE IF EXISTS shop."Users" RENAME TO accounts;
-- expect: table "shop.Users"

-- case: a view that comes in another transaction comes too late
BEGIN;
ALTER TABLE users RENAME TO accounts;
COMMIT;
CREATE VIEW users AS SELECT * FROM accounts;
-- expect: table "public.users"

-- case: a runner of whom nothing is known may send the script in one
ALTER TABLE users RENAME TO accounts;
CREATE VIEW users AS SELECT * FROM accounts;

-- case: a table with the same columns takes its place
-- schema:
CREATE TABLE users (id integer, name text);
-- run:
CREATE TABLE users_new (id bigint, name text, email text);
ALTER TABLE users RENAME TO users_old;
ALTER TABLE users_new RENAME TO users;

-- case: one that lacks a column does not
-- schema:
CREATE TABLE users (id integer, name text);
-- run:
CREATE TABLE users_new (id bigint, email text);
ALTER TABLE users RENAME TO users_old;
ALTER TABLE users_new RENAME TO users;
-- expect: table "public.users"

-- case: a view of another name is no help
BEGIN;
ALTER TABLE users RENAME TO accounts;
CREATE VIEW active_users AS SELECT * FROM accounts;
COMMIT;
-- expect: table "public.users"

-- case: another table of the old name is no help
BEGIN;
ALTER TABLE users RENAME TO accounts;
CREATE TABLE users (id bigint, name text);
COMMIT;
-- expect: table "public.users"

-- case: a view whose renaming is rolled back was still renamed for its transaction
-- schema:
CREATE TABLE people (id bigint);
CREATE VIEW users AS SELECT * FROM people;
-- run:
BEGIN;
ALTER VIEW users RENAME TO accounts;
ROLLBACK;
-- expect: "public.users"

-- case: a view in the next transaction comes too late as well
BEGIN;
ALTER TABLE users RENAME TO accounts;
COMMIT;
BEGIN;
CREATE VIEW users AS SELECT * FROM accounts;
COMMIT;
-- expect: table "public.users"

-- case: a table whose creation was rolled back is not new
-- schema:
CREATE TABLE users (id bigint, name text);
-- run:
BEGIN;
DROP TABLE users;
CREATE TABLE users (id bigint, name text);
ROLLBACK;
ALTER TABLE users RENAME TO accounts;
-- expect: table "public.users"

-- case: a view of the old name in the same transaction takes its place
BEGIN;
ALTER TABLE users RENAME TO accounts;
CREATE VIEW users AS SELECT * FROM accounts;
COMMIT;

-- case: so it does in a file that is sent in a transaction
-- sent_as: file
ALTER TABLE shop.users RENAME TO accounts;
CREATE OR REPLACE VIEW shop.users AS SELECT * FROM shop.accounts;

-- case: a view that a block makes is one as well
BEGIN;
ALTER TABLE users RENAME TO accounts;
DO $$ BEGIN CREATE VIEW users AS SELECT * FROM accounts; END $$;
COMMIT;

-- case: a table of the same deploy is used by nobody
CREATE TABLE users_new (id bigint, name text);
ALTER TABLE users_new RENAME TO accounts;

-- case: a temporary table is used by nobody else
CREATE TEMP TABLE picked (id bigint);
ALTER TABLE picked RENAME TO chosen;

-- case: a view is told to be one
-- schema:
CREATE TABLE people (id bigint);
CREATE VIEW users AS SELECT id FROM people;
-- run:
ALTER VIEW users RENAME TO accounts;
-- expect: running code still uses the old name of view "public.users"

-- case: a name that the deploy gave is used by nobody
BEGIN;
ALTER TABLE users RENAME TO accounts;
CREATE VIEW users AS SELECT * FROM accounts;
COMMIT;
ALTER TABLE accounts RENAME TO clients;

-- case: ALTER TABLE may rename an index
-- schema:
CREATE TABLE users (id bigint, email text);
CREATE INDEX users_email_idx ON users (email);
-- run:
ALTER TABLE users_email_idx RENAME TO users_email_key;

-- case: a sequence is asked by defaults, which follow
-- schema:
CREATE TABLE users (id bigserial);
-- run:
ALTER TABLE users_id_seq RENAME TO accounts_id_seq;
ALTER SEQUENCE numbers RENAME TO bill_numbers;

-- case: an index's name is used by nobody
ALTER INDEX users_email_idx RENAME TO users_email_key;
