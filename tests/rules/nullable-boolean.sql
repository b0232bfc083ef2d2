-- case: a new boolean that may be NULL is found
ALTER TABLE users ADD COLUMN active boolean;
-- expect: boolean column "active" of table "public.users" may be NULL

-- case: a default makes it no better
CREATE TABLE shop."Users" (id bigint, "Active" bool DEFAULT true, gone boolean NOT NULL DEFAULT false);
-- expect: column "Active" of table "shop.Users"

-- case: each of several is found
ALTER TABLE IF EXISTS users ADD COLUMN a boolean, ADD COLUMN note text, ADD COLUMN IF NOT EXISTS b boolean NULL;
-- expect: column "a"
-- expect: column "b"

-- case: NOT NULL leaves two answers
ALTER TABLE users ADD COLUMN active boolean NOT NULL DEFAULT true;

-- case: a list of answers is another matter
CREATE TABLE polls (id bigint, answers boolean[]);

-- case: a generated column is what it is computed from
CREATE TABLE users (id bigint, name text, named boolean GENERATED ALWAYS AS (name <> '') STORED);

-- case: a temporary table is nobody's schema
CREATE TEMP TABLE picked (active boolean);
