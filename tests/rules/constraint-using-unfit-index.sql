-- case: a partial index is refused
-- schema:
CREATE TABLE users (id bigint, email text);
CREATE UNIQUE INDEX users_email_idx ON users (email) WHERE email <> '';
-- run:
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_idx;
-- expect: index "users_email_idx" cannot become a constraint of table "public.users": "users_email_idx" is a partial index

-- case: so is one over an expression
-- schema:
CREATE TABLE shop."Users" (id bigint, email text);
CREATE UNIQUE INDEX "By Email" ON shop."Users" (lower(email));
-- run:
ALTER TABLE shop."Users" ADD UNIQUE USING INDEX "By Email";
-- expect: index "By Email" contains expressions

-- case: so is one that is not unique
-- schema:
CREATE TABLE users (id bigint NOT NULL, email text);
-- run:
CREATE INDEX CONCURRENTLY users_pk ON users (id);
ALTER TABLE users ADD COLUMN note text, ADD PRIMARY KEY USING INDEX users_pk;
-- expect: is not a unique index

-- case: an index has one constraint
-- schema:
CREATE TABLE users (id bigint, email text UNIQUE);
-- run:
ALTER TABLE users ADD CONSTRAINT one_email UNIQUE USING INDEX users_email_key;
-- expect: already associated with a constraint

-- case: a partitioned table takes over no index
-- schema:
CREATE TABLE users (id bigint, region text) PARTITION BY LIST (region);
CREATE UNIQUE INDEX users_idx ON users (region, id);
-- run:
ALTER TABLE users ADD CONSTRAINT users_key UNIQUE USING INDEX users_idx;
-- expect: not supported on partitioned tables

-- case: a NOT NULL that was not validated makes no primary key
-- pg: 18
-- schema:
CREATE TABLE users (id bigint);
CREATE UNIQUE INDEX users_pk ON users (id);
ALTER TABLE users ADD CONSTRAINT id_there NOT NULL id NOT VALID;
-- run:
ALTER TABLE users ADD PRIMARY KEY USING INDEX users_pk;
-- expect: cannot create primary key

-- case: an index as it has to be is taken over
-- schema:
CREATE TABLE users (id bigint NOT NULL, email text);
-- run:
CREATE UNIQUE INDEX CONCURRENTLY users_pk ON users (id);
ALTER TABLE users ADD PRIMARY KEY USING INDEX users_pk;

-- case: an index of a table that nothing made is not known
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_idx;

-- case: a constraint that builds its own index asks for none
-- schema:
CREATE TABLE users (id bigint, email text);
-- run:
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);

-- case: an index with INCLUDE is taken over
-- schema:
CREATE TABLE users (id bigint NOT NULL, email text);
CREATE UNIQUE INDEX users_pk ON users (id) INCLUDE (email);
-- run:
ALTER TABLE users ADD PRIMARY KEY USING INDEX users_pk;
