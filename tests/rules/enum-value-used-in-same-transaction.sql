-- case: a row with the new label is refused
-- schema:
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE users (id bigint, mood mood);
-- run:
BEGIN;
ALTER TYPE mood ADD VALUE 'great';
INSERT INTO users (id, mood) VALUES (1, 'great');
COMMIT;
-- expect: unsafe use of new value "great" of enum type "mood", which the same transaction adds

-- case: so is an UPDATE
-- sent_as: file
-- schema:
CREATE TYPE shop."Mood" AS ENUM ('sad', 'ok');
CREATE TABLE users (id bigint, mood shop."Mood");
-- run:
ALTER TYPE shop."Mood" ADD VALUE 'great';
UPDATE users SET mood = 'great' WHERE id = 1;
-- expect: enum type "Mood"

-- case: so is a default
-- schema:
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE users (id bigint, mood mood);
-- run:
BEGIN;
ALTER TYPE mood ADD VALUE 'great';
ALTER TABLE users ALTER COLUMN mood SET DEFAULT 'great';
COMMIT;
-- expect: unsafe use of new value "great"

-- case: so is a check
-- schema:
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE users (id bigint, mood mood);
-- run:
BEGIN;
ALTER TYPE mood ADD VALUE 'great';
ALTER TABLE users ADD CONSTRAINT cheerful CHECK (mood <> 'great') NOT VALID;
COMMIT;
-- expect: unsafe use of new value "great"

-- case: so is the bound of a partition
-- schema:
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE users (id bigint, mood mood) PARTITION BY LIST (mood);
-- run:
BEGIN;
ALTER TYPE mood ADD VALUE 'great';
CREATE TABLE great_users PARTITION OF users FOR VALUES IN ('great');
COMMIT;
-- expect: unsafe use of new value "great"

-- case: so is what a function is given
-- schema:
CREATE TYPE mood AS ENUM ('sad', 'ok');
-- run:
BEGIN;
ALTER TYPE mood ADD VALUE 'great';
SELECT set_mood('great'::mood);
COMMIT;
-- expect: unsafe use of new value "great"

-- case: before 17 even an enum of the same transaction is no exception
-- pg: 16
BEGIN;
CREATE TYPE mood AS ENUM ('sad');
ALTER TYPE mood ADD VALUE 'great';
CREATE TABLE users (id bigint, mood mood);
INSERT INTO users VALUES (1, 'great');
COMMIT;
-- expect: unsafe use of new value "great"

-- case: from 17 on it is
-- pg: 17
BEGIN;
CREATE TYPE mood AS ENUM ('sad');
ALTER TYPE mood ADD VALUE 'great';
CREATE TABLE users (id bigint, mood mood);
INSERT INTO users VALUES (1, 'great');
COMMIT;

-- case: so it is on 11
-- pg: 11
BEGIN;
CREATE TYPE mood AS ENUM ('sad');
ALTER TYPE mood ADD VALUE 'great';
CREATE TABLE users (id bigint, mood mood);
INSERT INTO users VALUES (1, 'great');
COMMIT;

-- case: another transaction may use it
-- schema:
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE users (id bigint, mood mood);
-- run:
ALTER TYPE mood ADD VALUE 'great';
INSERT INTO users (id, mood) VALUES (1, 'great');

-- case: labels that were there before may be used
-- schema:
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE users (id bigint, mood mood);
-- run:
BEGIN;
ALTER TYPE mood ADD VALUE 'great';
INSERT INTO users (id, mood) VALUES (1, 'ok');
COMMIT;

-- case: the labels that an enum is made with may be used at once
BEGIN;
CREATE TYPE mood AS ENUM ('sad', 'great');
CREATE TABLE users (id bigint, mood mood);
INSERT INTO users VALUES (1, 'great');
COMMIT;
