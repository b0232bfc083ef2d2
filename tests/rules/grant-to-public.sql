-- case: everything for everybody is found
GRANT ALL ON users TO PUBLIC;
-- expect: every role there is may change table "public.users"

-- case: so is one right to write
GRANT SELECT, INSERT ON shop."Users" TO clerk, PUBLIC;
-- expect: table "shop.Users"

-- case: so is all of a schema
GRANT ALL PRIVILEGES ON ALL TABLES IN SCHEMA public TO PUBLIC;
-- expect: every role there is may change every table of schema "public"

-- case: a new table is no exception
CREATE TABLE users (id bigint);
GRANT INSERT ON users TO PUBLIC;
-- expect: table "public.users"

-- case: a temporary table is seen by nobody else
CREATE TEMP TABLE picked (id bigint);
GRANT ALL ON picked TO PUBLIC;

-- case: reading alone changes nothing
GRANT SELECT ON users TO PUBLIC;

-- case: a role that is named is not everybody
GRANT ALL ON users TO clerk;
GRANT ALL ON ALL TABLES IN SCHEMA public TO app;

-- case: a role may be called public in quotes of its own
GRANT ALL ON users TO "Public";

-- case: taking it away is what one should do
REVOKE ALL ON users FROM PUBLIC;

-- case: running a function is another thing
GRANT EXECUTE ON FUNCTION stamp() TO PUBLIC;
