-- case: all triggers at once are found
ALTER TABLE users DISABLE TRIGGER ALL;
-- expect: foreign keys from and to table "public.users" are not checked any more, for all sessions

-- case: switching them on again checks nothing that was missed
BEGIN;
ALTER TABLE ONLY shop."Users" DISABLE TRIGGER ALL;
DELETE FROM shop."Users" WHERE id = 1;
ALTER TABLE ONLY shop."Users" ENABLE TRIGGER ALL;
COMMIT;
-- expect: table "shop.Users"

-- case: among several actions the one is meant
ALTER TABLE users ADD COLUMN seen boolean, DISABLE TRIGGER ALL;
-- expect: table "public.users"

-- case: the user's own triggers are no foreign keys
ALTER TABLE users DISABLE TRIGGER USER;

-- case: one trigger is another rule's matter
ALTER TABLE users DISABLE TRIGGER stamp;

-- case: a trigger may be called all
ALTER TABLE users DISABLE TRIGGER "ALL";

-- case: switching them on is what everybody counts on
ALTER TABLE users ENABLE TRIGGER ALL;

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint);
ALTER TABLE users DISABLE TRIGGER ALL;
