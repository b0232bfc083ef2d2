-- case: a DELETE without a condition is found
DELETE FROM sessions;
-- expect: this DELETE takes every row of table "public.sessions" in one transaction

-- case: a condition that is always true is none
DELETE FROM shop.sessions WHERE true;
-- expect: table "shop.sessions"

-- case: RETURNING and an alias change nothing
DELETE FROM ONLY "Sessions" AS s RETURNING s.id;
-- expect: table "public.Sessions"

-- case: a table whose creation was rolled back is not new
-- schema:
CREATE TABLE sessions (id bigint);
-- run:
BEGIN;
DROP TABLE sessions;
CREATE TABLE sessions (id bigint);
ROLLBACK;
DELETE FROM sessions;
-- expect: table "public.sessions"

-- case: a condition names what is meant
DELETE FROM sessions WHERE expires_at < now();

-- case: USING with a condition names what is meant
DELETE FROM sessions USING users WHERE users.id = sessions.user_id AND users.deleted;

-- case: a temporary table is seen by nobody else
CREATE TEMP TABLE picked (id bigint);
DELETE FROM picked;

-- case: a table of the same deploy is seen by nobody
CREATE TABLE sessions (id bigint);
INSERT INTO sessions VALUES (1);
DELETE FROM sessions;

-- case: an UPDATE is another rule's matter
UPDATE sessions SET active = false;

-- case: an equation of constants is no condition
DELETE FROM users WHERE 1 = 1;
-- expect: table "public.users"
