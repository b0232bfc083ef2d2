-- case: a column that loses NOT NULL is found
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;
-- expect: column "email" of table "public.users" may be NULL from now on

-- case: it is found among other actions
-- schema:
CREATE TABLE shop."Users" (id bigint, "E-Mail" text NOT NULL);
-- run:
ALTER TABLE IF EXISTS shop."Users" ADD COLUMN note text, ALTER "E-Mail" DROP NOT NULL;
-- expect: column "E-Mail" of table "shop.Users"

-- case: a transaction makes it no safer
-- sent_as: file
-- schema:
CREATE TABLE users (id bigint, email text NOT NULL);
-- run:
ALTER TABLE users ALTER email DROP NOT NULL;
-- expect: column "email"

-- case: a column that goes in the same deploy is read by nobody
-- schema:
CREATE TABLE users (id bigint, email text NOT NULL);
-- run:
ALTER TABLE users ALTER email DROP NOT NULL;
ALTER TABLE users DROP COLUMN email;

-- case: a column that may be NULL already stays so
-- schema:
CREATE TABLE users (id bigint, email text);
-- run:
ALTER TABLE users ALTER email DROP NOT NULL;

-- case: a table of the same deploy is read by nobody
CREATE TABLE users (id bigint, email text NOT NULL);
ALTER TABLE users ALTER email DROP NOT NULL;

-- case: a column of the same deploy is read by nobody
ALTER TABLE users ADD COLUMN email text NOT NULL DEFAULT '';
ALTER TABLE users ALTER email DROP NOT NULL;
