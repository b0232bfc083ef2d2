-- case: an UPDATE without a condition is found
UPDATE users SET active = true;
-- expect: this UPDATE takes every row of table "public.users" in one transaction

-- case: a condition that is always true is none
UPDATE shop.users SET active = true WHERE true;
-- expect: table "shop.users"

-- case: RETURNING and an alias change nothing
UPDATE ONLY "Users" AS u SET active = true, age = 1 RETURNING u.id;
-- expect: table "public.Users"

-- case: a table whose creation was rolled back is not new
-- schema:
CREATE TABLE users (id bigint, active boolean);
-- run:
BEGIN;
DROP TABLE users;
CREATE TABLE users (id bigint, active boolean);
ROLLBACK;
UPDATE users SET active = true;
-- expect: table "public.users"

-- case: a condition names what is meant
UPDATE users SET active = true WHERE id = 7;

-- case: FROM with a condition names what is meant
UPDATE users SET country = c.code FROM countries c WHERE c.id = users.country_id;

-- case: a temporary table is seen by nobody else
CREATE TEMP TABLE picked (id bigint, done boolean);
UPDATE picked SET done = true;

-- case: a table of the same deploy is seen by nobody
CREATE TABLE users (id bigint, active boolean);
INSERT INTO users VALUES (1, false);
UPDATE users SET active = true;

-- case: a DELETE is another rule's matter
DELETE FROM users;

-- case: an equation of constants is no condition
UPDATE users SET active = true WHERE 1 = 1;
-- expect: table "public.users"
