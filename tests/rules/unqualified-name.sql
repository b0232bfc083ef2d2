-- case: a table is made or changed without a schema
CREATE TABLE "Coupons" (id bigint PRIMARY KEY);
ALTER TABLE IF EXISTS ONLY orders ADD COLUMN note text;
CREATE INDEX ON orders (note);
-- expect: "Coupons" is named without its schema
-- expect: "orders" is named
-- expect: "orders" is named

-- case: what a foreign key refers to is named as well
CREATE TABLE shop.coupons (user_id bigint REFERENCES users);
ALTER TABLE shop.orders ADD FOREIGN KEY (user_id) REFERENCES users NOT VALID;
-- expect: "users" is named
-- expect: "users" is named

-- case: so are the tables of a query
UPDATE shop.orders SET paid = true FROM users WHERE users.id = user_id AND orders.id = 1;
DROP TABLE shop.a, b;
-- expect: "users" is named
-- expect: "b" is named

-- case: with a schema everything is clear
CREATE TABLE shop.coupons (id bigint PRIMARY KEY, user_id bigint REFERENCES shop.users);
ALTER TABLE shop.orders RENAME TO sales;
DROP FUNCTION shop.f(integer);

-- case: temporary tables have a schema of their own
CREATE TEMP TABLE picked (id bigint);
INSERT INTO picked SELECT 1;
ALTER TABLE picked ADD COLUMN note text;

-- case: a WITH query is no table
WITH late AS (SELECT id FROM shop.orders) SELECT count(*) FROM late;

-- case: who sets the search path says what is meant
SET search_path = shop;
CREATE TABLE coupons (id bigint);

-- case: the system's own tables are where they are, and schemas are in none
SELECT count(*) FROM pg_class;
CREATE SCHEMA shop;
DROP SCHEMA shop;
