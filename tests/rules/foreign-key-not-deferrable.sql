-- case: a key of a new table cannot wait
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- expect: the foreign key to table "public.users" is checked at the end of each statement

-- case: nor can one of an old table
ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY ("userId") REFERENCES shop."Users" NOT VALID;
-- expect: table "shop.Users"

-- case: NOT DEFERRABLE says so itself
ALTER TABLE orders ADD COLUMN user_id bigint REFERENCES users (id) NOT DEFERRABLE;
-- expect: table "public.users"

-- case: a DEFERRABLE key may wait
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id) DEFERRABLE);

-- case: INITIALLY DEFERRED implies it
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id) INITIALLY DEFERRED NOT VALID;

-- case: other constraints are not meant
CREATE TABLE orders (id bigint PRIMARY KEY, total int CHECK (total > 0));
