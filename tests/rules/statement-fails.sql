-- case: a column that an earlier migration added cannot be added again
-- schema:
CREATE TABLE shop."Orders" (id bigint, "Note" text);
-- run:
ALTER TABLE ONLY shop."Orders" ADD COLUMN total integer, ADD COLUMN "Note" text;
-- expect: this fails with 42701: column "Note" of relation "Orders" already exists

-- case: a table that others refer to stays
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (user_id bigint REFERENCES users);
-- run:
DROP TABLE users;
-- expect: this fails with 2BP01: cannot drop users because

-- case: of a table of the same deploy it is known what it lacks
CREATE TABLE coupons (id bigint);
ALTER TABLE coupons DROP COLUMN code;
-- next file:
CREATE TABLE coupons (id bigint, code text);
-- expect: 42703
-- expect: 42P07: relation "coupons" already exists

-- case: a foreign key needs columns that can be compared
-- schema:
CREATE TABLE users (id uuid PRIMARY KEY);
CREATE TABLE orders (user_id bigint);
-- run:
ALTER TABLE orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users NOT VALID;
-- expect: 42804: foreign key constraint cannot be implemented

-- case: a snapshot tells what is not there
-- complete:
-- schema:
CREATE TABLE users (id bigint);
-- run:
ALTER TABLE accounts ADD COLUMN name text;
ALTER TABLE users DROP COLUMN name;
DROP VIEW active_users;
-- expect: 42P01
-- expect: 42703
-- expect: 42P01

-- case: what a DO block runs whatever happens fails as well
-- schema:
CREATE TABLE users (id bigint, name text);
-- run:
DO $$ BEGIN ALTER TABLE users ADD COLUMN name text; END $$;
-- expect: 42701

-- case: IF EXISTS and IF NOT EXISTS leave both open
-- complete:
-- schema:
CREATE TABLE users (id bigint, name text);
-- run:
ALTER TABLE users ADD COLUMN IF NOT EXISTS name text, DROP COLUMN IF EXISTS nick;
CREATE TABLE IF NOT EXISTS users (id bigint);
DROP TABLE IF EXISTS orders;
DROP INDEX IF EXISTS orders_idx;

-- case: without a snapshot something else may have made what is missing
-- schema:
CREATE TABLE users (id bigint);
-- run:
ALTER TABLE users ALTER COLUMN name SET DEFAULT '';
UPDATE users SET name = 'x' WHERE id = 1;
DROP INDEX users_name_idx;
CREATE TABLE orders (user_id bigint REFERENCES users (id));

-- case: two histories may make tables of one name in two databases
-- schema:
CREATE TABLE users (id bigint);
CREATE TYPE mood AS ENUM ('good');
-- run:
CREATE TABLE users (id bigint, name text);
CREATE TYPE mood AS ENUM ('bad');

-- case: a table that was only heard of may be made
-- schema:
ALTER TABLE users ADD COLUMN name text;
-- run:
CREATE TABLE users (id bigint);

-- case: after what cannot be read nothing old is sure
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (user_id bigint REFERENCES users);
DO $$
DECLARE key text;
BEGIN
  FOR key IN SELECT conname FROM pg_constraint LOOP
    EXECUTE format('ALTER TABLE orders DROP CONSTRAINT %I', key);
  END LOOP;
END $$;
-- run:
DROP TABLE users;

-- case: a snapshot is not sure either after that
-- complete:
-- schema:
CREATE TABLE users (id bigint);
-- run:
DO $$ DECLARE command text; BEGIN EXECUTE command; END $$;
ALTER TABLE users DROP COLUMN name;

-- case: what a branch, a handler or a rollback decides may be fine
-- schema:
CREATE TABLE users (id bigint, name text);
-- run:
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_attribute WHERE attname = 'name') THEN
    ALTER TABLE users ADD COLUMN name text;
  END IF;
END $$;
DO $$
BEGIN
  ALTER TABLE users ADD COLUMN name text;
EXCEPTION WHEN duplicate_column THEN NULL;
END $$;
BEGIN;
ALTER TABLE users ADD COLUMN age integer;
ROLLBACK;
ALTER TABLE users ADD COLUMN age integer;

-- case: what depends on the rows may succeed
-- schema:
CREATE TABLE users (id bigint);
-- run:
ALTER TABLE users ADD COLUMN name text NOT NULL;

-- case: an extension may have brought the operator class
-- schema:
CREATE TABLE bookings (room text, during tstzrange);
-- run:
ALTER TABLE bookings ADD CONSTRAINT apart EXCLUDE USING gist (room WITH =, during WITH &&);

-- case: a constraint may be made anew, and a column
-- schema:
CREATE TABLE users (id bigint CONSTRAINT users_pkey PRIMARY KEY, name text);
-- run:
ALTER TABLE users DROP CONSTRAINT users_pkey, ADD CONSTRAINT users_pkey PRIMARY KEY (id, name);
ALTER TABLE users DROP COLUMN name, ADD COLUMN name varchar;

-- case: rules of their own tell of syntax, transactions, labels and dependents
-- schema:
CREATE TABLE users (id bigint, name text);
CREATE VIEW names AS SELECT name FROM users;
CREATE TYPE mood AS ENUM ('good');
CREATE TABLE days (mood mood);
-- run:
ALTER TABEL users ADD COLUMN age integer;
BEGIN;
CREATE INDEX CONCURRENTLY users_name_idx ON users (name);
COMMIT;
BEGIN;
ALTER TYPE mood ADD VALUE 'bad';
INSERT INTO days VALUES ('bad');
COMMIT;
ALTER TABLE users DROP COLUMN name;
DROP TYPE mood;

-- case: what is made of a table that nothing shows may have any column
CREATE TABLE events_old AS SELECT * FROM events;
ALTER TABLE events_old DROP COLUMN kind, ALTER COLUMN at SET NOT NULL;
CREATE TABLE events_new (LIKE events INCLUDING ALL);
ALTER TABLE events_new DROP COLUMN kind;
CREATE TABLE events_part PARTITION OF events FOR VALUES IN (1);
ALTER TABLE events_part ALTER COLUMN kind SET NOT NULL;
CREATE TABLE events_heir (id bigint) INHERITS (events);
ALTER TABLE events_heir ALTER COLUMN kind SET DEFAULT 'a';

-- case: nor is it known what a table has when one of its columns was seen before it was copied
ALTER TABLE events DROP COLUMN code;
CREATE TABLE events_old AS SELECT * FROM events WHERE kind = 1;
ALTER TABLE events_old DROP COLUMN kind;

-- case: a view of a table that is not known has columns that are not known
ALTER TABLE shop ADD COLUMN c int;
CREATE VIEW v AS SELECT c, other FROM shop;
COMMENT ON COLUMN v.other IS 'x';

-- case: a function in SQL may stand for an expression that an index may have
CREATE FUNCTION normal(varchar) RETURNS varchar LANGUAGE sql AS $$ SELECT lower($1) $$;
CREATE TABLE crates (name varchar);
CREATE UNIQUE INDEX i ON crates (normal(name));
