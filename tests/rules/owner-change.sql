-- case: a table that gets another owner is found
ALTER TABLE users OWNER TO clerk;
-- expect: table "public.users" gets owner "clerk"

-- case: names are told as they are
ALTER TABLE IF EXISTS shop."Users" OWNER TO "Clerk";
-- expect: table "shop.Users" gets owner "Clerk"

-- case: a view has an owner, too
-- schema:
CREATE VIEW active_users AS SELECT 1 AS id;
-- run:
ALTER VIEW active_users OWNER TO clerk;
-- expect: view "public.active_users" gets owner "clerk"

-- case: reassigning takes everything
REASSIGN OWNED BY intern TO clerk;
-- expect: everything that is reassigned gets owner "clerk"

-- case: who owns it already may be told again
-- schema:
CREATE TABLE users (id bigint);
ALTER TABLE users OWNER TO clerk;
-- run:
ALTER TABLE users OWNER TO clerk;

-- case: a table of the same deploy may get any owner
CREATE TABLE users (id bigint);
ALTER TABLE users OWNER TO clerk;

-- case: a grant changes no owner
GRANT SELECT ON users TO clerk;

-- case: dropping what a role owns is another rule's matter
DROP OWNED BY intern;
