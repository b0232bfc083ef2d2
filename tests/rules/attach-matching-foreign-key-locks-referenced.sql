-- case: a partition that has the key of its parent shuts the referenced table
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE events (user_id bigint REFERENCES users (id), at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 (user_id bigint REFERENCES users (id), at date NOT NULL);
-- run:
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- expect: reads and writes of table "public.users" are blocked while it is taken over

-- case: so does a table of the same deploy
-- schema:
CREATE TABLE shop."Users" (id bigint PRIMARY KEY);
CREATE TABLE events (user_id bigint REFERENCES shop."Users" (id), at date) PARTITION BY RANGE (at);
-- run:
CREATE TABLE "Events 2020" (user_id bigint REFERENCES shop."Users" (id), at date);
ALTER TABLE events ATTACH PARTITION "Events 2020" FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- expect: table "shop.Users"

-- case: adding the key to the parent takes those of its partitions over
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE events (user_id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
ALTER TABLE events_2020 ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id);
-- run:
ALTER TABLE events ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id);
-- expect: table "public.users"

-- case: with a lock_timeout there is nothing more to be done
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE events (user_id bigint REFERENCES users (id), at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 (user_id bigint REFERENCES users (id), at date NOT NULL);
-- run:
SET lock_timeout = '2s';
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: without the key the referenced table is only kept from writes
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE events (user_id bigint REFERENCES users (id), at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 (user_id bigint, at date NOT NULL);
-- run:
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: up to 17 a key that is NOT VALID is not taken over
-- pg: 17
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE events (user_id bigint REFERENCES users (id), at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 (user_id bigint, at date NOT NULL);
ALTER TABLE events_2020 ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
-- run:
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: from 18 on it is
-- pg: 18
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE events (user_id bigint REFERENCES users (id), at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 (user_id bigint, at date NOT NULL);
ALTER TABLE events_2020 ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
-- run:
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- expect: table "public.users"

-- case: a referenced table of the same deploy has no readers
-- schema:
CREATE TABLE events (user_id bigint, at date) PARTITION BY RANGE (at);
-- run:
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE events ADD FOREIGN KEY (user_id) REFERENCES users (id);
CREATE TABLE events_2020 (user_id bigint REFERENCES users (id), at date);
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: a key that is dropped and added again is none of a partition
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE coupons (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint, user_id bigint CONSTRAINT by_user REFERENCES users (id), coupon_id bigint CONSTRAINT by_coupon REFERENCES coupons (id));
-- run:
ALTER TABLE orders DROP CONSTRAINT by_user, DROP CONSTRAINT by_coupon, ADD CONSTRAINT by_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE, ADD CONSTRAINT by_coupon FOREIGN KEY (coupon_id) REFERENCES coupons (id) ON DELETE CASCADE;
