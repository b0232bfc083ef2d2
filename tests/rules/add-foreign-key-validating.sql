-- case: a foreign key on a live table is found
ALTER TABLE orders ADD CONSTRAINT orders_user_fkey FOREIGN KEY (user_id) REFERENCES users (id);
-- expect: adding this foreign key reads table "public.orders"

-- case: a foreign key without a name is found
ALTER TABLE ONLY shop.orders ADD FOREIGN KEY (user_id) REFERENCES shop.users;
-- expect: reads table "shop.orders"

-- case: a new column with a default is another rule's matter
ALTER TABLE orders ADD COLUMN status_id integer DEFAULT 1 REFERENCES statuses (id);

-- case: the key is found behind other actions
ALTER TABLE orders ALTER COLUMN note DROP NOT NULL, ADD CONSTRAINT "To User" FOREIGN KEY ("userId") REFERENCES "User" (id) ON DELETE CASCADE;
-- expect: reads table "public.orders"

-- case: a table whose creation was rolled back is not new
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- run:
BEGIN;
DROP TABLE orders;
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
ROLLBACK;
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id);
-- expect: reads table "public.orders"

-- case: NOT VALID looks at no row
ALTER TABLE orders ADD CONSTRAINT orders_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;

-- case: a new column without a default has nothing to look up
ALTER TABLE orders ADD COLUMN coupon_id bigint REFERENCES coupons (id);

-- case: VALIDATE CONSTRAINT lets writes through
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
ALTER TABLE orders ADD CONSTRAINT orders_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
-- run:
ALTER TABLE orders VALIDATE CONSTRAINT orders_user_fkey;

-- case: a referencing table of the same deploy has no rows
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id);

-- case: a foreign key inside CREATE TABLE has no rows to look up
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));

-- case: a new column and a key of its own are looked at all the same
ALTER TABLE orders ADD COLUMN coupon_id bigint, ADD FOREIGN KEY (coupon_id) REFERENCES coupons (id);
-- expect: reads table "public.orders"

-- case: a table that references itself is read
ALTER TABLE categories ADD CONSTRAINT categories_parent_fkey FOREIGN KEY (parent_id) REFERENCES categories (id);
-- expect: reads table "public.categories"

-- case: a referenced table of the same deploy does not empty the other
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, coupon_id bigint);
-- run:
CREATE TABLE coupons (id bigint PRIMARY KEY);
ALTER TABLE orders ADD FOREIGN KEY (coupon_id) REFERENCES coupons (id);
-- expect: reads table "public.orders"

-- case: the rows of all partitions are read
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE events (user_id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
ALTER TABLE events ADD FOREIGN KEY (user_id) REFERENCES users (id);
-- expect: reads table "public.events"

-- case: keys that all partitions have are taken over unread
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE events (user_id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
ALTER TABLE events_2020 ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE events_2020 VALIDATE CONSTRAINT f;
ALTER TABLE events ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id);

-- case: one that is still NOT VALID is read when it is taken over
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE events (user_id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
ALTER TABLE events_2020 ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE events ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id);
-- expect: reads table "public.events"

-- case: NOT ENFORCED looks at no row
-- pg: 18
ALTER TABLE orders ADD CONSTRAINT orders_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT ENFORCED;

-- case: from 18 on a partitioned table may have it NOT VALID
-- pg: 18
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE events (user_id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
ALTER TABLE events ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;

-- case: a table of another schema with the same name is not new
CREATE TABLE archive.orders (id bigint PRIMARY KEY, user_id bigint);
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id);
-- expect: reads table "public.orders"

-- case: a table that the deploy truncated has nothing to read
-- schema:
CREATE TABLE workers (id bigint PRIMARY KEY);
CREATE TABLE sessions (id bigint, worker_id bigint);
-- run:
TRUNCATE sessions;
ALTER TABLE sessions ADD CONSTRAINT by_worker FOREIGN KEY (worker_id) REFERENCES workers (id);

-- case: one that was filled again has
-- schema:
CREATE TABLE workers (id bigint PRIMARY KEY);
CREATE TABLE sessions (id bigint, worker_id bigint);
-- run:
TRUNCATE sessions;
INSERT INTO sessions SELECT id, id FROM workers;
ALTER TABLE sessions ADD CONSTRAINT by_worker FOREIGN KEY (worker_id) REFERENCES workers (id);
-- expect: table "public.sessions"

-- case: a key that is dropped in the same statement shuts both tables
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint, user_id bigint CONSTRAINT by_user REFERENCES users (id));
-- run:
ALTER TABLE orders DROP CONSTRAINT by_user, ADD CONSTRAINT by_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
-- expect: adding this foreign key reads table "public.orders" while reads and writes of it and of the referenced table are blocked
