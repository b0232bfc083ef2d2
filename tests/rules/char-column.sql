-- case: a new char column is found
ALTER TABLE users ADD COLUMN country char(2);
-- expect: column "country" of table "public.users" is character(2)

-- case: so are those inside CREATE TABLE
CREATE TABLE shop."Users" (id bigint, "Country" character(2) NOT NULL, flag char, codes bpchar[]);
-- expect: column "Country" of table "shop.Users"
-- expect: column "flag"
-- expect: column "codes"

-- case: so is one that becomes char
ALTER TABLE IF EXISTS users ADD COLUMN note text, ALTER country TYPE char(3);
-- expect: column "country"

-- case: text is not filled up
CREATE TABLE users (id bigint, country text, name varchar(20));

-- case: the one-byte type is another
CREATE TABLE kinds (id bigint, kind "char");

-- case: a temporary table is nobody's schema
CREATE TEMP TABLE picked (country char(2));
