-- case: an INSERT without columns is found
INSERT INTO users VALUES (1, 'a');
-- expect: this INSERT counts on the order of the columns of table "public.users"

-- case: so is one with a query
INSERT INTO shop."Users" SELECT * FROM people;
-- expect: table "shop.Users"

-- case: a new table is no exception
CREATE TABLE users (id bigint, name text);
INSERT INTO users VALUES (1, 'a');
-- expect: table "public.users"

-- case: a list of columns says it
INSERT INTO users (id, name) VALUES (1, 'a');

-- case: DEFAULT VALUES names no column
INSERT INTO users DEFAULT VALUES;

-- case: a temporary table is the migration's own
CREATE TEMP TABLE picked (id bigint);
INSERT INTO picked VALUES (1);
