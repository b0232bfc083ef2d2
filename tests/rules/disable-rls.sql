-- case: row security that is switched off is found
ALTER TABLE users DISABLE ROW LEVEL SECURITY;
-- expect: whoever may read table "public.users" sees all of its rows from now on

-- case: so is the owner's exemption
ALTER TABLE IF EXISTS ONLY shop."Users" NO FORCE ROW LEVEL SECURITY;
-- expect: the owner of table "shop.Users" sees all of its rows from now on

-- case: among several actions the one is meant
-- schema:
CREATE TABLE users (id bigint);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
-- run:
ALTER TABLE users ADD COLUMN seen boolean, DISABLE ROW LEVEL SECURITY;
-- expect: table "public.users"

-- case: in a transaction with IF EXISTS it is no safer
-- sent_as: file
ALTER TABLE IF EXISTS users DISABLE ROW LEVEL SECURITY;
-- expect: table "public.users"

-- case: the next transaction switches it on too late
-- schema:
CREATE TABLE users (id bigint);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
-- run:
ALTER TABLE users DISABLE ROW LEVEL SECURITY;
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
-- expect: table "public.users"

-- case: nobody sees what one transaction does in between
-- schema:
CREATE TABLE users (id bigint);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
-- run:
BEGIN;
ALTER TABLE users DISABLE ROW LEVEL SECURITY;
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
COMMIT;

-- case: where it was off nothing changes
-- schema:
CREATE TABLE users (id bigint);
-- run:
ALTER TABLE users DISABLE ROW LEVEL SECURITY;

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users DISABLE ROW LEVEL SECURITY;

-- case: switching it on is another rule's matter
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
