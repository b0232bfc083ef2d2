-- case: the referenced table is shut as well
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, CONSTRAINT orders_user_fkey FOREIGN KEY (user_id) REFERENCES users (id));
-- run:
ALTER TABLE orders DROP CONSTRAINT orders_user_fkey;
-- expect: dropping this foreign key blocks reads and writes of table "public.users" as well

-- case: it is found behind other actions and in quotes
-- schema:
CREATE TABLE shop."Users" (id bigint PRIMARY KEY);
CREATE TABLE shop."Orders" (id bigint, a int, CONSTRAINT "To User" FOREIGN KEY (id) REFERENCES shop."Users" (id));
-- run:
ALTER TABLE ONLY shop."Orders" DROP COLUMN a, DROP CONSTRAINT IF EXISTS "To User" CASCADE;
-- expect: table "shop.Users"

-- case: a lock_timeout of zero is none
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- run:
SET lock_timeout = 0;
ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;
-- expect: table "public.users"

-- case: with a lock_timeout there is nothing more to be done
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- run:
SET lock_timeout = '2s';
ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;

-- case: one that the runner sets is as good
-- runner_lock_timeout: 2s
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- run:
ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;

-- case: a transaction that has locked the referenced table waits for it no more
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- run:
BEGIN;
LOCK TABLE users, orders;
ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;
COMMIT;

-- case: a referenced table of the same deploy has no readers
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- run:
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE orders DROP CONSTRAINT f;

-- case: a referencing table of the same deploy is not waited for
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;

-- case: a check has no other side
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age int CONSTRAINT grown CHECK (age > 17));
-- run:
ALTER TABLE users DROP CONSTRAINT grown;

-- case: a table that references itself locks no other
-- schema:
CREATE TABLE categories (id bigint PRIMARY KEY, parent_id bigint REFERENCES categories (id));
-- run:
ALTER TABLE categories DROP CONSTRAINT categories_parent_id_fkey;

-- case: a referenced table is named once, however many keys go
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint, user_id bigint CONSTRAINT by_user REFERENCES users (id), payer_id bigint CONSTRAINT by_payer REFERENCES users (id));
CREATE TABLE notes (user_id bigint CONSTRAINT by_user REFERENCES users (id));
-- run:
ALTER TABLE orders DROP CONSTRAINT by_user, DROP CONSTRAINT by_payer;
ALTER TABLE notes DROP CONSTRAINT by_user;
-- expect: table "public.users"

-- case: what the statement does besides makes the lock last, whatever the limit to the wait
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint, user_id bigint CONSTRAINT by_user REFERENCES users (id));
-- run:
SET lock_timeout = '2s';
ALTER TABLE orders DROP CONSTRAINT by_user, ALTER COLUMN user_id SET NOT NULL;
-- expect: blocks reads and writes of table "public.users" as well, until all else that the statement does is done

-- case: a key that is added again and checked is a hazard of another name
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint, user_id bigint CONSTRAINT by_user REFERENCES users (id));
-- run:
ALTER TABLE orders DROP CONSTRAINT by_user, ADD CONSTRAINT by_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;

-- case: a table that the deploy changes first is known to be locked
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint, user_id bigint CONSTRAINT by_user REFERENCES users (id));
-- run:
ALTER TABLE users ADD COLUMN name text;
ALTER TABLE orders DROP CONSTRAINT by_user;

-- case: a table that the deploy drops is missed by nobody
-- schema:
CREATE TABLE colors (id bigint PRIMARY KEY);
CREATE TABLE charts (id bigint, color_id bigint CONSTRAINT by_color REFERENCES colors (id));
-- run:
ALTER TABLE charts DROP CONSTRAINT by_color;
DROP TABLE colors;

-- case: a table that was emptied ties others no less
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint, user_id bigint CONSTRAINT by_user REFERENCES users (id));
-- run:
TRUNCATE orders;
ALTER TABLE orders DROP CONSTRAINT by_user;
-- expect: table "public.users"
