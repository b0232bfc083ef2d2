-- case: a table that is made too wide is found
-- parameter: limit=3
CREATE TABLE users (id bigint, a text, b text, c text);
-- expect: table "public.users" has 4 columns from now on

-- case: so is one that becomes too wide
-- parameter: limit=3
-- schema:
CREATE TABLE shop."Users" (id bigint, a text);
-- run:
ALTER TABLE IF EXISTS shop."Users" ADD COLUMN b text, ALTER a SET NOT NULL, ADD COLUMN c text;
-- expect: table "shop.Users" has 4 columns

-- case: so is one that was too wide already
-- parameter: limit=1
-- schema:
CREATE TABLE users (id bigint, a text);
-- run:
ALTER TABLE users ADD COLUMN b text;
-- expect: 3 columns

-- case: a table within the limit is fine
-- parameter: limit=3
CREATE TABLE users (id bigint, a text, b text);

-- case: a column less is none more
-- parameter: limit=1
-- schema:
CREATE TABLE users (id bigint, a text, b text);
-- run:
ALTER TABLE users DROP COLUMN a;

-- case: of a table that nothing made the columns are not known
-- parameter: limit=1
ALTER TABLE users ADD COLUMN b text;

-- case: a temporary table is nobody's schema
-- parameter: limit=1
CREATE TEMP TABLE picked (a text, b text);
