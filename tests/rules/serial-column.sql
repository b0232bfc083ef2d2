-- case: a serial column is found
CREATE TABLE users (id bigserial PRIMARY KEY, name text);
-- expect: column "id" of table "public.users" is serial, where an identity would do

-- case: every spelling is found
CREATE TABLE shop."Users" ("Id" serial4, a smallserial, b serial8, c bigint);
-- expect: column "Id" of table "shop.Users"
-- expect: column "a"
-- expect: column "b"

-- case: so is one that is added to a table of the same deploy
CREATE TABLE users (name text);
ALTER TABLE users ADD COLUMN id serial;
-- expect: column "id"

-- case: an identity is meant
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);

-- case: a default on a sequence is written on purpose
CREATE TABLE users (id bigint DEFAULT nextval('ids'));

-- case: a new column of a table that is there is another rule's matter
ALTER TABLE users ADD COLUMN number bigserial;

-- case: a temporary table is nobody's schema
CREATE TEMP TABLE picked (id serial);
