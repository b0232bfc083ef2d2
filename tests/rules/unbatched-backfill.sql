-- case: a flag does not say how many rows have it
UPDATE users SET active = true WHERE active IS NULL;
-- expect: nothing bounds how many rows of table "public.users" this changes in one transaction

-- case: neither does a column that is not a key
DELETE FROM shop."Sessions" WHERE kind = 'guest';
-- expect: table "shop.Sessions"

-- case: two such conditions bound nothing either
UPDATE users SET country = 'AT' WHERE country IS NULL AND active = true;
-- expect: table "public.users"

-- case: a list of values of such a column bounds nothing
UPDATE ONLY orders AS o SET state = 'old' WHERE o.state IN ('new', 'open');
-- expect: table "public.orders"

-- case: a table whose creation was rolled back is not new
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, active boolean);
-- run:
BEGIN;
DROP TABLE users;
CREATE TABLE users (id bigint PRIMARY KEY, active boolean);
ROLLBACK;
UPDATE users SET active = true WHERE active IS NULL;
-- expect: table "public.users"

-- case: a key bounds it
UPDATE users SET active = true WHERE id = 7;
DELETE FROM users WHERE id IN (1, 2, 3);

-- case: a unique column bounds it
-- schema:
CREATE TABLE users (number bigint PRIMARY KEY, email text UNIQUE);
-- run:
UPDATE users SET number = 1 WHERE email = 'a@example.org';

-- case: a range bounds it
UPDATE users SET active = true WHERE id BETWEEN 1 AND 1000 AND active IS NULL;
DELETE FROM sessions WHERE id >= 1000 AND id < 2000;

-- case: without any condition it is another rule's matter
UPDATE users SET active = true;
DELETE FROM sessions WHERE true;

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint, active boolean);
UPDATE users SET active = true WHERE active IS NULL;

-- case: a temporary table is used by nobody else
CREATE TEMP TABLE picked (id bigint, done boolean);
DELETE FROM picked WHERE done = true;
