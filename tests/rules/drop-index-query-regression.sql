-- case: queries lose the index
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
CREATE INDEX users_email_idx ON users (email);
-- run:
DROP INDEX CONCURRENTLY users_email_idx;
-- expect: queries that use index "public.users_email_idx" read all of table "public.users" from now on

-- case: an index that nothing creates belongs to some table
DROP INDEX IF EXISTS shop."Old Index";
-- expect: index "shop.Old Index" read all of its table

-- case: an index that begins with other columns is no substitute
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
CREATE INDEX users_email_idx ON users (email);
CREATE INDEX users_age_email_idx ON users (age, email);
-- run:
DROP INDEX users_email_idx;
-- expect: "public.users_email_idx"

-- case: nor is one on an expression
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX a ON users (lower(email));
CREATE INDEX b ON users (upper(email));
-- run:
DROP INDEX CONCURRENTLY a;
-- expect: "public.a"

-- case: a longer index that begins with the same columns serves
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
CREATE INDEX users_email_idx ON users (email);
CREATE INDEX users_email_age_idx ON users (email, age);
-- run:
DROP INDEX CONCURRENTLY users_email_idx;

-- case: one that the deploy builds first serves
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
CREATE INDEX users_email_idx ON users (email);
-- run:
CREATE INDEX CONCURRENTLY users_email_age_idx ON users (email, age);
DROP INDEX CONCURRENTLY users_email_idx;

-- case: an index that is not valid serves nobody
-- schema:
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE INDEX events_id_idx ON ONLY events (id);
-- run:
DROP INDEX events_id_idx;

-- case: a table of the same deploy has no queries
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email_idx ON users (email);
DROP INDEX users_email_idx;

-- case: what is refused is not lost
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
DROP INDEX users_pkey;
