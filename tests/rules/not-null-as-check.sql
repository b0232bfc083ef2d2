-- case: a check against NULL is found from 18 on
-- pg: 18
ALTER TABLE users ADD CONSTRAINT there CHECK (email IS NOT NULL) NOT VALID;
-- expect: this check of column "email" of table "public.users" says what NOT NULL says

-- case: so is one inside CREATE TABLE
-- pg: 18
CREATE TABLE shop."Users" (id bigint, "E-Mail" text CHECK ("E-Mail" IS NOT NULL), name text, CHECK (name IS NOT NULL));
-- expect: column "E-Mail" of table "shop.Users"
-- expect: column "name"

-- case: so is one that comes with a column
-- pg: 18
ALTER TABLE IF EXISTS users ADD COLUMN note text, ADD COLUMN email text CHECK (email IS NOT NULL);
-- expect: column "email"

-- case: before 18 there is no other way
-- pg: 17
ALTER TABLE users ADD CONSTRAINT there CHECK (email IS NOT NULL) NOT VALID;

-- case: a check that says more is no NOT NULL
-- pg: 18
ALTER TABLE users ADD CONSTRAINT there CHECK (email IS NOT NULL AND email <> '') NOT VALID, ADD CONSTRAINT one CHECK (email IS NOT NULL OR phone IS NOT NULL) NOT VALID;

-- case: NOT NULL itself is meant
-- pg: 18
ALTER TABLE users ADD CONSTRAINT there NOT NULL email NOT VALID;

-- case: a temporary table is nobody's schema
-- pg: 18
CREATE TEMP TABLE picked (id bigint CHECK (id IS NOT NULL));
