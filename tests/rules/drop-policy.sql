-- case: a dropped policy is found
DROP POLICY own ON users;
-- expect: without policy "own" other rows of table "public.users" are seen than running code counts on

-- case: IF EXISTS makes it no safer
DROP POLICY IF EXISTS "Own" ON shop."Users";
-- expect: without policy "Own" other rows of table "shop.Users"

-- case: a policy that comes in another transaction comes too late
DROP POLICY own ON users;
CREATE POLICY own ON users USING (name = current_user);
-- expect: policy "own"

-- case: a policy of another name may show other rows
BEGIN;
DROP POLICY own ON users;
CREATE POLICY everybody ON users USING (true);
COMMIT;
-- expect: policy "own"

-- case: IF EXISTS in a transaction is no safer
-- sent_as: file
DROP POLICY IF EXISTS own ON users;
-- expect: policy "own"

-- case: the same transaction may make it anew
BEGIN;
DROP POLICY own ON users;
CREATE POLICY own ON users USING (name = session_user);
COMMIT;

-- case: the policies go with row security
-- schema:
CREATE TABLE users (id bigint, name text);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON users USING (name = current_user);
-- run:
BEGIN;
DROP POLICY own ON users;
ALTER TABLE users DISABLE ROW LEVEL SECURITY;
COMMIT;

-- case: a policy of another name may take its place
-- schema:
CREATE TABLE users (id bigint, name text);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON users FOR SELECT TO app USING (name = current_user);
-- run:
BEGIN;
DROP POLICY own ON users;
CREATE POLICY own_rows ON users FOR SELECT TO app, web USING (name = session_user);
COMMIT;

-- case: it may be there before
-- schema:
CREATE TABLE users (id bigint, name text);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON users FOR SELECT USING (name = current_user);
-- run:
CREATE POLICY own_rows ON users USING (name = session_user);
DROP POLICY own ON users;

-- case: a policy that had been there takes no place
-- schema:
CREATE TABLE users (id bigint, name text);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON users FOR SELECT USING (name = current_user);
CREATE POLICY shared ON users FOR SELECT USING (id < 0);
-- run:
DROP POLICY own ON users;
-- expect: policy "own"

-- case: a policy for another command takes no place
-- schema:
CREATE TABLE users (id bigint, name text);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON users FOR SELECT USING (name = current_user);
-- run:
BEGIN;
DROP POLICY own ON users;
CREATE POLICY own_rows ON users FOR DELETE USING (name = session_user);
COMMIT;
-- expect: policy "own"

-- case: a policy for fewer roles takes no place
-- schema:
CREATE TABLE users (id bigint, name text);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON users FOR SELECT USING (name = current_user);
-- run:
BEGIN;
DROP POLICY own ON users;
CREATE POLICY own_rows ON users FOR SELECT TO app USING (name = session_user);
COMMIT;
-- expect: policy "own"

-- case: a permissive policy does not take the place of a restrictive one
-- schema:
CREATE TABLE users (id bigint, name text);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON users AS RESTRICTIVE USING (name = current_user);
-- run:
BEGIN;
DROP POLICY own ON users;
CREATE POLICY own_rows ON users USING (name = session_user);
COMMIT;
-- expect: policy "own"

-- case: a policy that is not there hides nothing
-- complete:
-- schema:
CREATE TABLE users (id bigint, name text);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
-- run:
DROP POLICY IF EXISTS own ON users;

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint, name text);
CREATE POLICY own ON users USING (name = current_user);
DROP POLICY own ON users;

-- case: ALTER POLICY leaves no gap
ALTER POLICY own ON users USING (name = session_user);
