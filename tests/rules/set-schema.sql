-- case: a table that moves is found
ALTER TABLE users SET SCHEMA shop;
-- expect: running code still looks for table "public.users" in schema "public"

-- case: names are told as they are, and IF EXISTS makes it no safer
ALTER TABLE IF EXISTS "Old"."Users" SET SCHEMA shop;
-- expect: table "Old.Users" in schema "Old"

-- case: a view that moves is found
-- schema:
CREATE VIEW active_users AS SELECT 1 AS id;
-- run:
ALTER VIEW active_users SET SCHEMA shop;
-- expect: view "public.active_users"

-- case: a sequence that moves is found
-- schema:
CREATE SEQUENCE numbers;
-- run:
ALTER SEQUENCE numbers SET SCHEMA shop;
-- expect: sequence "public.numbers"

-- case: a view that comes in another transaction comes too late
BEGIN;
ALTER TABLE users SET SCHEMA shop;
COMMIT;
CREATE VIEW users AS SELECT * FROM shop.users;
-- expect: table "public.users"

-- case: a view in the old place lets old code go on
BEGIN;
ALTER TABLE users SET SCHEMA shop;
CREATE VIEW users AS SELECT * FROM shop.users;
COMMIT;

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint);
ALTER TABLE users SET SCHEMA shop;

-- case: a table that is there already does not move
ALTER TABLE shop.users SET SCHEMA shop;

-- case: a function is no table
ALTER FUNCTION stamp() SET SCHEMA shop;

-- case: a renamed schema is another rule's matter
ALTER SCHEMA shop RENAME TO store;
