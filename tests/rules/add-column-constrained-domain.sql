-- case: a domain with a check rewrites the table
-- schema:
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
-- run:
ALTER TABLE users ADD COLUMN contact email;
-- expect: domain "public.email" has constraints, so that new column "contact" of table "public.users" rewrites the table

-- case: so does one that may not be NULL
-- schema:
CREATE DOMAIN shop."Score" AS integer NOT NULL DEFAULT 0;
-- run:
ALTER TABLE IF EXISTS shop."Users" ADD COLUMN note text, ADD COLUMN IF NOT EXISTS "Rank" shop."Score" DEFAULT 1;
-- expect: domain "shop.Score" has constraints, so that new column "Rank" of table "shop.Users"

-- case: a domain of the same deploy is no better
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
ALTER TABLE users ADD COLUMN contact email;
-- expect: column "contact"

-- case: a constraint that the domain got later counts
-- schema:
CREATE DOMAIN email AS text;
ALTER DOMAIN email ADD CONSTRAINT at CHECK (VALUE LIKE '%@%') NOT VALID;
-- run:
ALTER TABLE users ADD COLUMN contact email;
-- expect: column "contact"

-- case: a domain without constraints is no more than its base type
-- schema:
CREATE DOMAIN email AS text;
-- run:
ALTER TABLE users ADD COLUMN contact email;

-- case: the base type with a check of the table rewrites nothing
ALTER TABLE users ADD COLUMN contact text;
ALTER TABLE users ADD CONSTRAINT at CHECK (contact LIKE '%@%') NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT at;

-- case: a type that nothing defines is not accused
ALTER TABLE users ADD COLUMN contact email;

-- case: a table of the same deploy has no rows
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE TABLE users (id bigint);
ALTER TABLE users ADD COLUMN contact email;

-- case: a temporary table is seen by nobody else
-- schema:
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
-- run:
CREATE TEMP TABLE picked (id bigint);
ALTER TABLE picked ADD COLUMN contact email;
