-- case: two tables that nothing connects are changed
-- schema:
CREATE TABLE shop."Orders" (id bigint PRIMARY KEY);
CREATE TABLE sessions (id bigint PRIMARY KEY);
-- run:
ALTER TABLE shop."Orders" ADD COLUMN note text;
CREATE INDEX CONCURRENTLY sessions_idx ON sessions (id);
-- expect: table "public.sessions" has nothing to do with the tables that this migration changed before

-- case: each new concern is told
-- schema:
CREATE TABLE a (id bigint);
CREATE TABLE b (id bigint);
CREATE TABLE c (id bigint);
-- run:
ALTER TABLE a ADD COLUMN note text;
ALTER TABLE b ADD COLUMN note text;
ALTER TABLE b ADD COLUMN more text;
DROP TABLE c;
-- expect: table "public.b"
-- expect: table "public.c"

-- case: more of them may be allowed
-- parameter: concerns=2
-- schema:
CREATE TABLE a (id bigint);
CREATE TABLE b (id bigint);
CREATE TABLE c (id bigint);
-- run:
ALTER TABLE a ADD COLUMN note text;
ALTER TABLE b ADD COLUMN note text;
ALTER TABLE c ADD COLUMN note text;
-- expect: table "public.c"

-- case: a foreign key connects two tables
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint, user_id bigint REFERENCES users);
-- run:
ALTER TABLE users ADD COLUMN note text;
ALTER TABLE orders ADD COLUMN note text;

-- case: so does a new table that refers to both
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE teams (id bigint PRIMARY KEY);
-- run:
CREATE TABLE members (user_id bigint REFERENCES users, team_id bigint REFERENCES teams);
ALTER TABLE users ADD COLUMN note text;
ALTER TABLE teams ADD COLUMN note text;

-- case: and a view over both
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE visits (id bigint PRIMARY KEY);
CREATE VIEW latest AS SELECT users.id FROM users JOIN visits ON users.id = visits.id;
-- run:
ALTER TABLE users ADD COLUMN note text;
ALTER TABLE visits ADD COLUMN note text;

-- case: new tables are one's own
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
ALTER TABLE users ADD COLUMN note text;
CREATE TABLE coupons (id bigint);
ALTER TABLE coupons ADD COLUMN code text;

-- case: files of one deploy are apart
-- schema:
CREATE TABLE a (id bigint);
CREATE TABLE b (id bigint);
-- run:
ALTER TABLE a ADD COLUMN note text;
-- next file:
ALTER TABLE b ADD COLUMN note text;

-- case: of a table that is not known nobody knows what it is connected with
-- schema:
CREATE TABLE a (id bigint);
-- run:
ALTER TABLE a ADD COLUMN note text;
ALTER TABLE unheard_of ADD COLUMN note text;
