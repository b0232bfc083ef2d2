-- case: a column that is left out is refused
-- schema:
CREATE TABLE users (id bigint, name text, town text);
CREATE VIEW people AS SELECT id, name FROM users;
-- run:
CREATE OR REPLACE VIEW people AS SELECT id FROM users;
-- expect: OR REPLACE is refused: cannot drop or rename column "name" of view "people"

-- case: so is one with another name
-- schema:
CREATE TABLE users (id bigint, name text);
CREATE VIEW shop."People" AS SELECT id, name FROM users;
-- run:
CREATE OR REPLACE VIEW shop."People" AS SELECT id, name AS full_name FROM users;
-- expect: column "name" of view "People"

-- case: so is another order
-- schema:
CREATE TABLE users (id bigint, name text);
CREATE VIEW people AS SELECT id, name FROM users;
-- run:
CREATE OR REPLACE VIEW people AS SELECT name, id FROM users;
-- expect: cannot drop or rename column "id"

-- case: so is another type
-- schema:
CREATE TABLE users (id bigint, name text, number integer);
CREATE VIEW people AS SELECT id, name FROM users;
-- run:
CREATE OR REPLACE VIEW people AS SELECT number AS id, name FROM users;
-- expect: cannot change data type of view column "id"

-- case: new columns may follow
-- schema:
CREATE TABLE users (id bigint, name text, town text);
CREATE VIEW people AS SELECT id, name FROM users;
-- run:
CREATE OR REPLACE VIEW people AS SELECT id, name, town FROM users;

-- case: a view that is dropped first may be any other
-- schema:
CREATE TABLE users (id bigint, name text);
CREATE VIEW people AS SELECT id, name FROM users;
-- run:
BEGIN;
DROP VIEW people;
CREATE OR REPLACE VIEW people AS SELECT id FROM users;
COMMIT;

-- case: names may stand before the query
-- schema:
CREATE TABLE users (id bigint, name text, town text);
CREATE VIEW people (id, full_name) AS SELECT id, name FROM users;
-- run:
CREATE OR REPLACE VIEW people (id, full_name, town) AS SELECT id, name, town FROM users;

-- case: what is computed cannot be told
-- schema:
CREATE TABLE users (id bigint, name text);
CREATE VIEW people AS SELECT id, name FROM users;
-- run:
CREATE OR REPLACE VIEW people AS SELECT id, upper(name) AS name FROM users;

-- case: a new view replaces nothing
CREATE OR REPLACE VIEW people AS SELECT id FROM users;
