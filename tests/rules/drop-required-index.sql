-- case: the index of a primary key belongs to the key
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- run:
DROP INDEX users_pkey;
-- expect: cannot drop index users_pkey because a constraint requires it

-- case: CONCURRENTLY and IF EXISTS do not help
-- schema:
CREATE TABLE shop."Users" (id bigint, email text, CONSTRAINT "One Email" UNIQUE (email));
-- run:
DROP INDEX CONCURRENTLY IF EXISTS shop."One Email";
-- expect: One Email

-- case: CASCADE does not help
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE);
-- run:
DROP INDEX users_email_key CASCADE;
-- expect: users_email_key

-- case: an index that became a constraint belongs to it
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE UNIQUE INDEX users_email_idx ON users (email);
-- run:
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_idx;
DROP INDEX users_email_key;
-- expect: a constraint requires it

-- case: a table of the same deploy makes no difference
CREATE TABLE rooms (id bigint, EXCLUDE USING gist (at WITH &&), at tsrange);
DROP INDEX rooms_at_excl;
-- expect: rooms_at_excl

-- case: the index of a partition belongs to that of its parent
-- schema:
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE INDEX events_at_idx ON events (at);
-- run:
DROP INDEX events_2020_at_idx;
-- expect: index events_at_idx requires it

-- case: a foreign key counts on a unique index
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE UNIQUE INDEX users_email_idx ON users (email);
CREATE TABLE orders (email text REFERENCES users (email));
-- run:
DROP INDEX users_email_idx;
-- expect: orders_email_fkey depends on it

-- case: a name that looks like a constraint's is no evidence
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE UNIQUE INDEX users_email_key ON users (email);
-- run:
DROP INDEX CONCURRENTLY users_email_key;

-- case: an index that nothing is known of may be a plain one
DROP INDEX CONCURRENTLY users_pkey;

-- case: with its constraint the index goes by itself
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE);
-- run:
ALTER TABLE users DROP CONSTRAINT users_email_key;

-- case: CASCADE takes the foreign key along
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE UNIQUE INDEX users_email_idx ON users (email);
CREATE TABLE orders (email text REFERENCES users (email));
-- run:
DROP INDEX users_email_idx CASCADE;
