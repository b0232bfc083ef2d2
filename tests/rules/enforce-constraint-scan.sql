-- case: a key that comes into force is proved at once
-- pg: 18
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
ALTER TABLE orders ADD CONSTRAINT to_user FOREIGN KEY (user_id) REFERENCES users (id) NOT ENFORCED;
-- run:
ALTER TABLE orders ALTER CONSTRAINT to_user ENFORCED;
-- expect: enforcing constraint "to_user" reads all of table "public.orders" while reads and writes are blocked

-- case: so it is in the deploy that added it
-- pg: 18
ALTER TABLE shop."Orders" ADD CONSTRAINT "To User" FOREIGN KEY (user_id) REFERENCES shop.users (id) NOT ENFORCED;
ALTER TABLE shop."Orders" ALTER CONSTRAINT "To User" ENFORCED;
-- expect: constraint "To User" reads all of table "shop.Orders"

-- case: a transaction makes it no safer
-- pg: 18
-- sent_as: file
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users NOT ENFORCED);
-- run:
ALTER TABLE orders ALTER CONSTRAINT orders_user_id_fkey ENFORCED;
-- expect: "orders_user_id_fkey"

-- case: a key that is in force stays so
-- pg: 18
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);
-- run:
ALTER TABLE orders ALTER CONSTRAINT orders_user_id_fkey ENFORCED;

-- case: a key that goes out of force is proved by nobody
-- pg: 18
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);
-- run:
ALTER TABLE orders ALTER CONSTRAINT orders_user_id_fkey NOT ENFORCED;

-- case: when a key is checked is no matter of force
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);
-- run:
ALTER TABLE orders ALTER CONSTRAINT orders_user_id_fkey DEFERRABLE;

-- case: a table of the same deploy has no rows
-- pg: 18
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users NOT ENFORCED);
ALTER TABLE orders ALTER CONSTRAINT orders_user_id_fkey ENFORCED;
