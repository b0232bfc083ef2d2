-- case: SET NOT NULL reads a live table
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
-- expect: SET NOT NULL reads all of table "public.users" while reads and writes are blocked

-- case: names are quoted where they must be
ALTER TABLE IF EXISTS shop."Users" ALTER "E-Mail" SET NOT NULL;
-- expect: table "shop.Users"

-- case: it is found among other actions
ALTER TABLE users ADD COLUMN age integer, ALTER COLUMN email SET NOT NULL, DROP CONSTRAINT IF EXISTS old_check;
-- expect: table "public.users"

-- case: several columns are looked at in one scan
ALTER TABLE users ALTER COLUMN email SET NOT NULL, ALTER COLUMN name SET NOT NULL;
-- expect: table "public.users"

-- case: all partitions are one finding
-- schema:
CREATE TABLE users (id bigint, region text, email text) PARTITION BY LIST (region);
CREATE TABLE users_at PARTITION OF users FOR VALUES IN ('at');
CREATE TABLE users_de PARTITION OF users FOR VALUES IN ('de');
-- run:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
-- expect: all of table "public.users"

-- case: a check of one partition does not prove the others
-- schema:
CREATE TABLE users (id bigint, region text, email text) PARTITION BY LIST (region);
CREATE TABLE users_at PARTITION OF users FOR VALUES IN ('at');
CREATE TABLE users_de PARTITION OF users FOR VALUES IN ('de');
ALTER TABLE users_at ADD CHECK (email IS NOT NULL);
-- run:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
-- expect: all of table "public.users"

-- case: a NOT NULL constraint reads the table as well, from 18 on
-- pg: 18
ALTER TABLE users ADD CONSTRAINT email_there NOT NULL email;
-- expect: adding NOT NULL reads all of table "public.users"

-- case: a check that was not validated proves nothing
-- schema:
CREATE TABLE users (id bigint, email text);
ALTER TABLE users ADD CONSTRAINT email_there CHECK (email IS NOT NULL) NOT VALID;
-- run:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
-- expect: table "public.users"

-- case: before 12 a check proves nothing
-- pg: 11
-- schema:
CREATE TABLE users (id bigint, email text);
ALTER TABLE users ADD CONSTRAINT email_there CHECK (email IS NOT NULL);
-- run:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
-- expect: table "public.users"

-- case: a check that says something else proves nothing
-- schema:
CREATE TABLE users (id bigint, email text, age integer CHECK (age > 0));
ALTER TABLE users ADD CONSTRAINT email_there CHECK (email IS NOT NULL OR id < 0);
-- run:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
ALTER TABLE users ALTER COLUMN age SET NOT NULL;
-- expect: table "public.users"
-- expect: table "public.users"

-- case: validating one constraint proves no other column
-- schema:
CREATE TABLE users (id bigint, email text, name text);
ALTER TABLE users ADD CONSTRAINT email_there CHECK (email IS NOT NULL) NOT VALID;
-- run:
ALTER TABLE users VALIDATE CONSTRAINT email_there;
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
-- expect: table "public.users"

-- case: a check that the same statement drops proves nothing any more
-- schema:
CREATE TABLE users (id bigint, email text);
ALTER TABLE users ADD CONSTRAINT email_there CHECK (email IS NOT NULL);
-- run:
ALTER TABLE users ALTER COLUMN email SET NOT NULL, DROP CONSTRAINT email_there;
-- expect: table "public.users"

-- case: a table whose creation was rolled back is not new
-- schema:
CREATE TABLE users (id bigint, email text);
-- run:
BEGIN;
DROP TABLE users;
CREATE TABLE users (id bigint, email text);
ROLLBACK;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
-- expect: table "public.users"

-- case: a validated check proves the column
-- schema:
CREATE TABLE users (id bigint, email text);
ALTER TABLE users ADD CONSTRAINT email_there CHECK (email IS NOT NULL) NOT VALID;
-- run:
ALTER TABLE users VALIDATE CONSTRAINT email_there;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: so does one with more terms
-- schema:
CREATE TABLE users (id bigint, email text, CHECK (id > 0 AND email IS NOT NULL));
-- run:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: so does one on a table that nothing creates
ALTER TABLE users ADD CONSTRAINT email_there CHECK (email IS NOT NULL) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT email_there;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT email_there;

-- case: checks of all partitions prove the whole
-- schema:
CREATE TABLE users (id bigint, region text, email text) PARTITION BY LIST (region);
CREATE TABLE users_at PARTITION OF users FOR VALUES IN ('at');
CREATE TABLE users_de PARTITION OF users FOR VALUES IN ('de');
ALTER TABLE users ADD CHECK (email IS NOT NULL);
-- run:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: a column that is NOT NULL already needs no proof
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);
-- run:
ALTER TABLE users ALTER COLUMN email SET NOT NULL, ALTER COLUMN id SET NOT NULL;

-- case: from 18 on a NOT NULL constraint may be validated later
-- pg: 18
ALTER TABLE users ADD CONSTRAINT email_there NOT NULL email NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT email_there;

-- case: a NOT NULL constraint that waits to be validated is another rule's matter
-- pg: 18
-- schema:
CREATE TABLE users (id bigint, email text);
ALTER TABLE users ADD CONSTRAINT email_there NOT NULL email NOT VALID;
-- run:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: a table of the same deploy has no rows
CREATE TABLE users (id bigint, email text);
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: a temporary table is seen by nobody else
CREATE TEMP TABLE picked (id bigint);
ALTER TABLE picked ALTER COLUMN id SET NOT NULL;
