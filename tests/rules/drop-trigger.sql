-- case: a dropped trigger is found
DROP TRIGGER stamp ON users;
-- expect: dropping trigger "stamp" blocks reads and writes of table "public.users" for a moment

-- case: IF EXISTS and CASCADE make no difference
DROP TRIGGER IF EXISTS "Stamp" ON shop."Users" CASCADE;
-- expect: trigger "Stamp" blocks reads and writes of table "shop.Users"

-- case: making it anew takes the lock as well
BEGIN;
DROP TRIGGER stamp ON users;
CREATE TRIGGER stamp BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION stamp();
COMMIT;
-- expect: trigger "stamp"

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint);
CREATE TRIGGER stamp BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION stamp();
DROP TRIGGER stamp ON users;

-- case: a plan that kept two columns in step takes its trigger back
DROP TRIGGER zz_pgstage_sync_name ON users;

-- case: its function is another rule's matter
DROP FUNCTION stamp() CASCADE;

-- case: switching it off lets reads go on
ALTER TABLE users DISABLE TRIGGER stamp;
