-- case: a trigger that is switched off is found
ALTER TABLE users DISABLE TRIGGER stamp;
-- expect: trigger "stamp" of table "public.users" is switched off for all sessions

-- case: so are all of the user's own
ALTER TABLE IF EXISTS ONLY shop."Users" DISABLE TRIGGER USER;
-- expect: the triggers of table "shop.Users" are switched off for all sessions

-- case: switching it on again in the same transaction keeps others waiting
BEGIN;
ALTER TABLE users DISABLE TRIGGER "Stamp";
UPDATE users SET name = 'a' WHERE id = 1;
ALTER TABLE users ENABLE TRIGGER "Stamp";
COMMIT;
-- expect: trigger "Stamp" of table "public.users"

-- case: among several actions the one is meant
ALTER TABLE users ADD COLUMN seen boolean, DISABLE TRIGGER stamp;
-- expect: trigger "stamp"

-- case: a trigger that goes for good is not missed
-- complete:
-- schema:
CREATE TABLE users (id bigint);
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER stamp BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION stamp();
-- run:
ALTER TABLE users DISABLE TRIGGER stamp;
DROP TRIGGER stamp ON users;

-- case: all of them at once is another rule's matter
ALTER TABLE users DISABLE TRIGGER ALL;

-- case: switching it on is what everybody counts on
ALTER TABLE users ENABLE TRIGGER stamp;
ALTER TABLE users ENABLE ALWAYS TRIGGER stamp;
ALTER TABLE users ENABLE REPLICA TRIGGER stamp;

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint);
ALTER TABLE users DISABLE TRIGGER USER;

-- case: a setting of the session concerns nobody else
SET session_replication_role = replica;
