-- case: SET NOT NULL proves what is NOT VALID under its own lock
-- pg: 18
-- schema:
CREATE TABLE users (id bigint, email text);
ALTER TABLE users ADD CONSTRAINT email_there NOT NULL email NOT VALID;
-- run:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
-- expect: SET NOT NULL proves constraint "email_there", which reads all of table "public.users" while reads and writes are blocked

-- case: so it does in the deploy that added the constraint
-- pg: 18
ALTER TABLE shop."Users" ADD CONSTRAINT "There" NOT NULL "E-Mail" NOT VALID;
ALTER TABLE shop."Users" ALTER COLUMN "E-Mail" SET NOT NULL;
-- expect: constraint "There", which reads all of table "shop.Users"

-- case: it is found among other actions
-- pg: 18
-- schema:
CREATE TABLE users (id bigint, email text);
ALTER TABLE users ADD CONSTRAINT email_there NOT NULL email NOT VALID;
-- run:
ALTER TABLE IF EXISTS users ADD COLUMN age integer, ALTER email SET NOT NULL;
-- expect: constraint "email_there"

-- case: a valid constraint is believed
-- pg: 18
-- schema:
CREATE TABLE users (id bigint, email text);
ALTER TABLE users ADD CONSTRAINT email_there NOT NULL email NOT VALID;
-- run:
ALTER TABLE users VALIDATE CONSTRAINT email_there;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: another column's constraint is not proved
-- pg: 18
-- schema:
CREATE TABLE users (id bigint, email text, name text NOT NULL);
ALTER TABLE users ADD CONSTRAINT email_there NOT NULL email NOT VALID;
-- run:
ALTER TABLE users ALTER COLUMN name SET NOT NULL;

-- case: a check that is NOT VALID is another rule's matter
-- pg: 18
-- schema:
CREATE TABLE users (id bigint, email text);
ALTER TABLE users ADD CONSTRAINT email_there CHECK (email IS NOT NULL) NOT VALID;
-- run:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: a table of the same deploy has no rows
-- pg: 18
CREATE TABLE users (id bigint, email text);
ALTER TABLE users ADD CONSTRAINT email_there NOT NULL email NOT VALID;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
