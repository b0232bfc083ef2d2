-- case: a new varchar with a limit is found
ALTER TABLE users ADD COLUMN nick varchar(20);
-- expect: column "nick" of table "public.users" is character varying(20)

-- case: so are those inside CREATE TABLE
CREATE TABLE shop."Users" (id bigint, "Name" character varying(100) NOT NULL, tags varchar(10)[]);
-- expect: column "Name" of table "shop.Users"
-- expect: column "tags"

-- case: so is one that gets a limit
ALTER TABLE IF EXISTS users ADD COLUMN note text, ALTER name TYPE varchar(200);
-- expect: column "name"

-- case: text has no limit
ALTER TABLE users ADD COLUMN nick text;

-- case: nor has varchar without one
CREATE TABLE users (id bigint, name varchar);

-- case: char is another rule's matter
CREATE TABLE users (id bigint, country char(2));

-- case: a temporary table is nobody's schema
CREATE TEMP TABLE picked (name varchar(20));
