-- case: a new policy is found
CREATE POLICY own ON users USING (name = current_user);
-- expect: policy "own" decides who sees which rows of table "public.users", and changes under a lock against all

-- case: a changed policy is found
ALTER POLICY "Own" ON shop."Users" USING (true);
-- expect: policy "Own" decides who sees which rows of table "shop.Users"

-- case: a dropped policy is found
DROP POLICY IF EXISTS own ON users;
-- expect: policy "own"

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint, name text);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON users USING (name = current_user);

-- case: row security itself is another rule's matter
ALTER TABLE users ENABLE ROW LEVEL SECURITY;

-- case: a grant is no policy
GRANT SELECT ON users TO clerk;
