-- case: duplicates make the build fail
CREATE UNIQUE INDEX CONCURRENTLY users_email_idx ON users (email);
-- expect: unique index "users_email_idx" fails if table "public.users" has duplicates

-- case: so they do for a constraint
ALTER TABLE shop."Users" ALTER COLUMN age DROP NOT NULL, ADD CONSTRAINT "One Email" UNIQUE (email);
-- expect: unique index "One Email" fails if table "shop.Users" has duplicates

-- case: and for a primary key
-- schema:
CREATE TABLE users (id bigint, email text);
-- run:
ALTER TABLE users ADD PRIMARY KEY (id);
-- expect: unique index "users_pkey"

-- case: an expression may have fewer values than its column
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE);
-- run:
CREATE UNIQUE INDEX users_lower_idx ON users (lower(email));
-- expect: "users_lower_idx"

-- case: a default is a duplicate in every row
ALTER TABLE users ADD COLUMN code text DEFAULT 'none' UNIQUE;
-- expect: "users_code_key"

-- case: columns that are unique already stay so with more
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- run:
CREATE UNIQUE INDEX CONCURRENTLY users_id_email_idx ON users (email, id);

-- case: a new column is NULL everywhere
ALTER TABLE users ADD COLUMN code text UNIQUE;

-- case: so is one that an earlier statement of the deploy added
ALTER TABLE users ADD COLUMN code text;
CREATE UNIQUE INDEX CONCURRENTLY users_code_idx ON users (code);

-- case: a table of the same deploy has no duplicates
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE UNIQUE INDEX ON users (email);

-- case: an index that is there was built without duplicates
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE UNIQUE INDEX users_email_idx ON users (email);
-- run:
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_idx;

-- case: an index that is not unique allows duplicates
CREATE INDEX CONCURRENTLY users_email_idx ON users (email);
