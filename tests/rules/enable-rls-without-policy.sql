-- case: row security without a policy is found
-- schema:
CREATE TABLE users (id bigint);
-- run:
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
-- expect: no policy shows any row of table "public.users", so queries of running code come back empty

-- case: of a table that nothing makes, nobody knows the policies
ALTER TABLE IF EXISTS ONLY shop."Users" ENABLE ROW LEVEL SECURITY;
-- expect: unless a policy shows rows of table "shop.Users", queries of running code come back empty

-- case: FORCE hides them from the owner
-- schema:
CREATE TABLE users (id bigint);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
-- run:
ALTER TABLE users FORCE ROW LEVEL SECURITY;
-- expect: table "public.users"

-- case: a policy of another table is no help
-- schema:
CREATE TABLE users (id bigint);
-- run:
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON orders USING (true);
-- expect: table "public.users"

-- case: a policy in the next deploy is late
-- schema:
CREATE TABLE users (id bigint);
-- run:
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
-- next deploy:
CREATE POLICY own ON users USING (true);
-- expect: table "public.users"

-- case: the policies came first
CREATE POLICY own ON users USING (name = current_user);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;

-- case: the policies were there, as a snapshot shows
-- complete:
-- schema:
CREATE TABLE users (id bigint, name text);
CREATE POLICY own ON users USING (name = current_user);
-- run:
ALTER TABLE users ENABLE ROW LEVEL SECURITY;

-- case: the same deploy makes one
-- schema:
CREATE TABLE users (id bigint);
-- run:
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON users USING (true);

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;

-- case: switching it on twice changes nothing
-- schema:
CREATE TABLE users (id bigint);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
-- run:
ALTER TABLE users ENABLE ROW LEVEL SECURITY;

-- case: FORCE waits for ENABLE
-- schema:
CREATE TABLE users (id bigint);
-- run:
ALTER TABLE users FORCE ROW LEVEL SECURITY;

-- case: switching it off is another rule's matter
ALTER TABLE users DISABLE ROW LEVEL SECURITY;
