-- case: a dropped view is found
DROP VIEW active_users;
-- expect: running code that reads view "public.active_users" fails from now on

-- case: each of several is found, and IF EXISTS makes it no safer
DROP VIEW IF EXISTS shop."Active", idle_users CASCADE;
-- expect: view "shop.Active"
-- expect: view "public.idle_users"

-- case: so is a materialized view
DROP MATERIALIZED VIEW totals;
-- expect: materialized view "public.totals"

-- case: in another transaction it comes back too late
BEGIN;
DROP VIEW active_users;
COMMIT;
CREATE VIEW active_users AS SELECT 1 AS id;
-- expect: view "public.active_users"

-- case: a runner of whom nothing is known may send the script in one
DROP MATERIALIZED VIEW totals;
DROP VIEW active_users;
CREATE VIEW active_users AS SELECT 1 AS id;
CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM active_users;

-- case: a view of another name is no help
-- sent_as: file
DROP VIEW active_users;
CREATE VIEW users_active AS SELECT 1 AS id;
-- expect: view "public.active_users"

-- case: the same transaction may make it anew
BEGIN;
DROP VIEW IF EXISTS active_users;
CREATE VIEW active_users AS SELECT 1 AS id;
COMMIT;

-- case: or put the table in its place that it stood for
-- sent_as: file
DROP VIEW users;
ALTER TABLE people RENAME TO users;

-- case: a view of the same deploy is read by nobody
CREATE VIEW active_users AS SELECT 1 AS id;
DROP VIEW active_users;

-- case: nor is one of a name that the deploy gave it
BEGIN;
ALTER VIEW users RENAME TO users_old;
CREATE VIEW users AS SELECT 1 AS id;
COMMIT;
DROP VIEW users_old;

-- case: a view that is not there breaks nothing
-- complete:
-- schema:
CREATE TABLE users (id bigint);
-- run:
DROP VIEW IF EXISTS active_users;

-- case: a table is another rule's matter
DROP TABLE users;
