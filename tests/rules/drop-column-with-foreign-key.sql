-- case: the key goes with the column and shuts the referenced table
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- run:
ALTER TABLE orders DROP COLUMN user_id;
-- expect: foreign key "orders_user_id_fkey" goes with column "user_id" of table "public.orders", which blocks reads and writes of table "public.users" as well

-- case: a key over several columns goes with any of them
-- schema:
CREATE TABLE shop."Users" (a bigint, b bigint, PRIMARY KEY (a, b));
CREATE TABLE shop."Orders" (id bigint, "A" bigint, b bigint, CONSTRAINT "To User" FOREIGN KEY ("A", b) REFERENCES shop."Users");
-- run:
ALTER TABLE IF EXISTS shop."Orders" ALTER COLUMN id DROP NOT NULL, DROP COLUMN "A";
-- expect: foreign key "To User"

-- case: each of several keys is named
-- schema:
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY);
CREATE TABLE c (id bigint REFERENCES a (id) REFERENCES b (id));
-- run:
ALTER TABLE c DROP COLUMN IF EXISTS id CASCADE;
-- expect: table "public.a"
-- expect: table "public.b"

-- case: with a lock_timeout there is nothing more to be done
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- run:
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN user_id;

-- case: once the key is dropped the column goes alone
-- runner_lock_timeout: 0
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- run:
ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;
ALTER TABLE orders DROP COLUMN user_id;

-- case: another column has no other side
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, note text, user_id bigint REFERENCES users (id));
-- run:
ALTER TABLE orders DROP COLUMN note;

-- case: a table of the same deploy is not waited for
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
ALTER TABLE orders DROP COLUMN user_id;

-- case: a referenced table is named once, however many keys go
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint, user_id bigint REFERENCES users (id), payer_id bigint REFERENCES users (id));
CREATE TABLE notes (user_id bigint REFERENCES users (id));
-- run:
ALTER TABLE orders DROP COLUMN user_id, DROP COLUMN payer_id;
ALTER TABLE notes DROP COLUMN user_id;
-- expect: foreign key "orders_user_id_fkey"

-- case: a table that the deploy drops is missed by nobody
-- schema:
CREATE TABLE colors (id bigint PRIMARY KEY);
CREATE TABLE charts (id bigint, color_id bigint REFERENCES colors (id));
-- run:
ALTER TABLE charts DROP COLUMN color_id;
DROP TABLE IF EXISTS colors;
