-- case: a misspelt keyword is found
ALTER TABEL users ADD COLUMN name text;
-- expect: syntax error

-- case: the neighbours are read all the same
CREATE TABLE a (id bigint);
CREATE TABLE b (id bigint;
CREATE TABLE c (id bigint);
-- expect: syntax error

-- case: a string that is never closed is found
INSERT INTO users (name) VALUES ('Kate);
-- expect: unterminated quoted string at or near "'Kate);…"

-- case: each of several is found
SELCT 1;
SELECT 2;
DROP users;
-- expect: syntax error
-- expect: syntax error

-- case: statements that can be read are none
BEGIN;
CREATE TABLE IF NOT EXISTS "Shop"."Users" (id bigint PRIMARY KEY);
COMMIT;

-- case: a file without a statement is none
-- run:

-- case: psql's own commands are passed over
\set ON_ERROR_STOP on
\timing
CREATE TABLE users (id bigint);

-- case: the rows of COPY are passed over
COPY users (id, name) FROM stdin;
1	Ann 'the' first;
2	Bob
\.
CREATE TABLE more (id bigint);

-- case: semicolons inside a function body end nothing
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END;
$$;

-- case: what the server is too old to read is found
-- pg: 15
ALTER TABLE users ADD COLUMN twice int GENERATED ALWAYS AS (id * 2) VIRTUAL;
-- expect: this is the syntax of PostgreSQL 18, and the server is 15

-- case: what the server reads is none, however new
-- pg: 18
ALTER TABLE users ADD COLUMN twice int GENERATED ALWAYS AS (id * 2) VIRTUAL;
ALTER TABLE users ADD CONSTRAINT users_name_not_null NOT NULL name NOT VALID;

-- case: a comment that stands for a name is told of once
CREATE INDEX a ON /* SCHEMA */.users (a);
CREATE INDEX b ON /* SCHEMA */.users (b);
-- expect: the comment before it seems to stand for a name
