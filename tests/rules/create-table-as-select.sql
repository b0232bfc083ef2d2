-- case: a copy of a table is found
CREATE TABLE users_copy AS SELECT * FROM users;
-- expect: "users_copy" is filled from table "public.users" by one query in one transaction

-- case: so is SELECT INTO
SELECT id INTO users_copy FROM shop."Users";
-- expect: "users_copy" is filled from table "shop.Users"

-- case: so is a materialized view
CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM orders;
-- expect: "totals" is filled from table "public.orders"

-- case: WITH NO DATA reads nothing
CREATE TABLE users_copy AS SELECT * FROM users WITH NO DATA;
CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM orders WITH NO DATA;

-- case: rows that an index finds are few
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
CREATE TABLE users_copy AS SELECT * FROM users WHERE id = 7;

-- case: a table of the same deploy holds nobody up
CREATE TABLE users (id bigint);
CREATE TABLE users_copy AS SELECT * FROM users;

-- case: no table is read
CREATE TABLE numbers AS SELECT generate_series(1, 10) AS n;
