-- case: documents that are all written anew are found
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, settings jsonb);
-- run:
UPDATE users SET settings = settings || '{"dark": true}';
-- expect: values of column "settings" of table "public.users" may be long, and are all stored anew

-- case: a condition that bounds nothing is no help
-- schema:
CREATE TABLE shop."Pages" (id bigint PRIMARY KEY, body text);
-- run:
UPDATE shop."Pages" SET body = trim(body) WHERE body IS NOT NULL;
-- expect: column "body" of table "shop.Pages"

-- case: an array may be long as well
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, marks int[]);
-- run:
UPDATE users SET marks = marks || 1;
-- expect: column "marks"

-- case: a key bounds the rows
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, settings jsonb);
-- run:
UPDATE users SET settings = '{}' WHERE id BETWEEN 1 AND 1000;

-- case: numbers are short
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- run:
UPDATE users SET age = age + 1;

-- case: a new column has no old values
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
ALTER TABLE users ADD COLUMN name text;
UPDATE users SET name = 'nobody';

-- case: of a table that nothing makes, nobody knows the types
UPDATE users SET settings = '{}';

-- case: a table of the same deploy is used by nobody
CREATE TABLE users (id bigint PRIMARY KEY, settings jsonb);
UPDATE users SET settings = '{}';
