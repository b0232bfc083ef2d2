-- case: a delete would put NULL where none may be
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id) ON DELETE SET NULL);
-- expect: column "user_id" of table "public.orders" is NOT NULL, so each delete in table "public.users"

-- case: a primary key is NOT NULL
CREATE TABLE shop."Members" ("userId" bigint, room bigint, PRIMARY KEY ("userId", room), FOREIGN KEY ("userId") REFERENCES shop."Users" ON UPDATE SET NULL);
-- expect: column "userId" of table "shop.Members" is NOT NULL, so each change of a key

-- case: the column of an old table is known
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL);
-- run:
ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL NOT VALID;
-- expect: column "user_id"

-- case: SET DEFAULT without a default is NULL as well
ALTER TABLE orders ADD COLUMN user_id bigint NOT NULL REFERENCES users (id) ON DELETE SET DEFAULT;
-- expect: column "user_id"

-- case: NOT NULL may come after the key
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id) ON DELETE SET NULL);
-- run:
ALTER TABLE orders ALTER COLUMN user_id SET NOT NULL;
-- expect: column "user_id" of table "public.orders" is NOT NULL

-- case: a column that may be NULL takes it
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id) ON DELETE SET NULL);

-- case: SET DEFAULT puts in the default
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL DEFAULT 0 REFERENCES users (id) ON DELETE SET DEFAULT);

-- case: NOT NULL is dropped by the same statement
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL);
-- run:
ALTER TABLE orders ALTER COLUMN user_id DROP NOT NULL, ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL NOT VALID;

-- case: NOT NULL is dropped later in the deploy
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL);
-- run:
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL NOT VALID;
ALTER TABLE orders ALTER COLUMN user_id DROP NOT NULL;

-- case: SET NULL may name the other columns of the key
CREATE TABLE orders (shop bigint NOT NULL, user_id bigint, FOREIGN KEY (shop, user_id) REFERENCES users ON DELETE SET NULL (user_id));

-- case: nothing is known of the column of an old table
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL NOT VALID;

-- case: CASCADE sets nothing
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE);
