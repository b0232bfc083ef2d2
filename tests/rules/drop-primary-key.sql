-- case: a dropped primary key is found
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
ALTER TABLE users DROP CONSTRAINT users_pkey;
-- expect: dropping primary key "users_pkey" leaves table "public.users" without one

-- case: its name may be any
-- schema:
CREATE TABLE shop."Users" (id bigint, CONSTRAINT "The Key" PRIMARY KEY (id));
-- run:
ALTER TABLE IF EXISTS shop."Users" ADD COLUMN note text, DROP CONSTRAINT IF EXISTS "The Key" CASCADE;
-- expect: primary key "The Key" leaves table "shop.Users"

-- case: a key that comes in a later transaction comes too late
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, key uuid NOT NULL);
CREATE UNIQUE INDEX users_key ON users (key);
-- run:
BEGIN;
ALTER TABLE users DROP CONSTRAINT users_pkey;
COMMIT;
ALTER TABLE users ADD PRIMARY KEY USING INDEX users_key;
-- expect: "users_pkey"

-- case: a runner of whom nothing is known may send the script in one transaction
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, key uuid NOT NULL);
-- run:
ALTER TABLE users DROP CONSTRAINT users_pkey;
ALTER TABLE users ADD PRIMARY KEY (key);

-- case: a key that takes over in the same statement will do
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, key uuid NOT NULL);
CREATE UNIQUE INDEX users_key ON users (key);
-- run:
ALTER TABLE users DROP CONSTRAINT users_pkey, ADD PRIMARY KEY USING INDEX users_key;

-- case: so will one that does in the same transaction
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, key uuid NOT NULL);
CREATE UNIQUE INDEX users_key ON users (key);
-- run:
BEGIN;
ALTER TABLE users DROP CONSTRAINT users_pkey;
ALTER TABLE users ADD PRIMARY KEY USING INDEX users_key;
COMMIT;

-- case: a unique constraint is no primary key, whatever its name
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text CONSTRAINT users_email_pkey UNIQUE);
-- run:
ALTER TABLE users DROP CONSTRAINT users_email_pkey;

-- case: a constraint of which nothing is known is not accused for its name
ALTER TABLE users DROP CONSTRAINT users_pkey;

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE users DROP CONSTRAINT users_pkey;

-- case: a key of the same deploy is relied on by nobody
-- schema:
CREATE TABLE users (id bigint NOT NULL);
CREATE UNIQUE INDEX users_pk ON users (id);
-- run:
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_pk;
ALTER TABLE users DROP CONSTRAINT users_pkey;
