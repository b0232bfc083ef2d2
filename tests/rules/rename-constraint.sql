-- case: a renamed constraint is found
ALTER TABLE users RENAME CONSTRAINT users_email_key TO one_email;
-- expect: running code may know constraint "users_email_key" of table "public.users" by its old name

-- case: names are quoted where they must be
ALTER TABLE IF EXISTS shop."Users" RENAME CONSTRAINT "Old" TO "New";
-- expect: constraint "Old" of table "shop.Users"

-- case: a constraint of an earlier deploy may be known
ALTER TABLE users ADD CONSTRAINT a CHECK (id > 0) NOT VALID;
-- next deploy:
ALTER TABLE users RENAME CONSTRAINT a TO b;
-- expect: constraint "a"

-- case: a constraint of the same deploy is known to nobody
-- schema:
CREATE TABLE users (id bigint);
-- run:
ALTER TABLE users ADD CONSTRAINT a CHECK (id > 0) NOT VALID;
ALTER TABLE users RENAME CONSTRAINT a TO b;

-- case: a table of the same deploy is known to nobody
CREATE TABLE users (id bigint CONSTRAINT a CHECK (id > 0));
ALTER TABLE users RENAME CONSTRAINT a TO b;

-- case: a column is another rule's matter
ALTER TABLE users RENAME COLUMN a TO b;
