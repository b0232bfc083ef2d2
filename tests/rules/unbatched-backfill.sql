-- case: a flag does not say how many rows have it
UPDATE users SET active = true WHERE active IS NULL;
-- expect: nothing bounds how many rows of table "public.users" this changes in one transaction

-- case: neither does a column that is not a key
-- schema:
CREATE TABLE shop."Sessions" (id bigint PRIMARY KEY, kind text);
-- run:
DELETE FROM shop."Sessions" WHERE kind = 'guest';
-- expect: table "shop.Sessions"

-- case: a value of an enum does not either
-- schema:
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE users (id bigint PRIMARY KEY, mood mood);
-- run:
UPDATE users SET mood = 'ok' WHERE mood = 'sad';
-- expect: table "public.users"

-- case: two such conditions bound nothing either
UPDATE users SET country = 'AT' WHERE country IS NULL AND active = true;
-- expect: table "public.users"

-- case: a list of values of such a column bounds nothing
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
-- run:
UPDATE ONLY orders AS o SET state = 'old' WHERE o.state IN ('new', 'open');
-- expect: table "public.orders"

-- case: a join takes as many rows as there are
UPDATE users SET country = c.code FROM countries c WHERE c.id = users.country_id;
-- expect: table "public.users"

-- case: so does a join that deletes
DELETE FROM sessions USING users WHERE users.id = sessions.user_id AND users.deleted;
-- expect: table "public.sessions"

-- case: a column that is called limit is no limit
DELETE FROM sessions USING users WHERE users.id = sessions.user_id AND users."limit" IS NULL;
-- expect: table "public.sessions"

-- case: so does what is there, and what is not
UPDATE users SET name = trim(name) WHERE name IS NOT NULL AND NOT deleted;
-- expect: table "public.users"

-- case: what another query finds may be many rows
DELETE FROM orders WHERE user_id IN (SELECT id FROM users WHERE deleted);
-- expect: table "public.orders"

-- case: so may what it finds to exist
UPDATE users SET active = true WHERE EXISTS (SELECT 1 FROM orders WHERE orders.user_id = users.id);
-- expect: table "public.users"

-- case: half of a key is none
-- schema:
CREATE TABLE items (shop bigint, number bigint, PRIMARY KEY (shop, number));
-- run:
UPDATE items SET number = 1 WHERE shop = 7;
-- expect: table "public.items"

-- case: a copy of a live table into another one is found
INSERT INTO archive.orders SELECT * FROM orders WHERE state = 'done' OR state IS NULL AND true;
INSERT INTO archive.orders (id) SELECT id FROM orders;
-- expect: table "archive.orders"

-- case: so is a MERGE with one
-- pg: 15
MERGE INTO users u USING imported i ON u.id = i.id WHEN MATCHED THEN UPDATE SET name = i.name;
-- expect: table "public.users"

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

-- case: a key of several columns bounds it
-- schema:
CREATE TABLE items (shop bigint, number bigint, PRIMARY KEY (shop, number));
-- run:
UPDATE items SET number = 1 WHERE shop = 7 AND number = 2;

-- case: a range bounds it
UPDATE users SET active = true WHERE id BETWEEN 1 AND 1000 AND active IS NULL;
DELETE FROM sessions WHERE id >= 1000 AND id < 2000;

-- case: a query with a limit bounds it
UPDATE users SET active = true WHERE id IN (SELECT id FROM users WHERE active IS NULL LIMIT 1000);
INSERT INTO archive.orders SELECT * FROM orders LIMIT 1000;
INSERT INTO archive.orders SELECT * FROM orders WHERE done ORDER BY id LIMIT 1000;

-- case: so does one that a WITH query makes
WITH batch AS (SELECT id FROM users WHERE active IS NULL ORDER BY id FETCH FIRST 1000 ROWS ONLY)
UPDATE users SET active = true FROM batch WHERE users.id = batch.id;
DELETE FROM sessions USING (SELECT id FROM sessions WHERE stale LIMIT 1000) AS batch
WHERE sessions.id = batch.id;

-- case: a list of values bounds it
UPDATE users SET name = v.name FROM (VALUES (1, 'a'), (2, 'b')) AS v (id, name) WHERE users.id = v.id;
DELETE FROM users WHERE number IN (SELECT unnest('{1,2}'::bigint[]));

-- case: a temporary table says which rows are meant
CREATE TEMP TABLE picked (id bigint);
DELETE FROM users USING picked WHERE users.id = picked.id;

-- case: a batch by place bounds it
DELETE FROM users WHERE ctid = ANY (ARRAY(SELECT ctid FROM users WHERE deleted LIMIT 1000));

-- case: of a table that nothing makes, any column may be the key
UPDATE settings SET value = 'on' WHERE name = 'dark mode';
DELETE FROM settings WHERE name IN ('a', 'b');

-- case: a condition that nobody can judge is taken to be careful
DELETE FROM sessions WHERE is_stale(id);

-- case: values that stand in the statement are as many as anybody sees
INSERT INTO users (id, name) VALUES (1, 'a'), (2, 'b');
INSERT INTO users SELECT generate_series(1, 10);

-- case: without any condition it is another rule's matter
UPDATE users SET active = true;
DELETE FROM sessions WHERE true;

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint, active boolean);
INSERT INTO users SELECT id FROM people;
UPDATE users SET active = true WHERE active IS NULL;

-- case: a temporary table is used by nobody else
CREATE TEMP TABLE picked (id bigint, done boolean);
DELETE FROM picked WHERE done = true;

-- case: a table is told of once
UPDATE users SET plan = 'free' WHERE plan IS NULL;
UPDATE users SET state = 'new' WHERE state IS NULL;
-- expect: table "public.users"

-- case: a status tells few rows apart, even where nothing is known of the table
UPDATE event SET status = 'ACTIVE' WHERE status = 'VISITED';
-- expect: table "public.event"

-- case: what one alternative lets through may be all rows
-- schema:
CREATE TABLE charts (id bigint PRIMARY KEY, size text, small boolean);
-- run:
UPDATE charts SET size = 'NORMAL' WHERE coalesce(size, '') = '' OR size IS NULL;
-- expect: table "public.charts"
