-- case: no index begins with the column of the key
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- expect: no index of table "public.orders" begins with "user_id"

-- case: an index on both columns in the wrong place does not serve
-- schema:
CREATE TABLE shop."Orders" (id bigint PRIMARY KEY, "userId" bigint, at date);
CREATE INDEX ON shop."Orders" (at, "userId");
-- run:
ALTER TABLE shop."Orders" ADD FOREIGN KEY ("userId") REFERENCES users (id) NOT VALID;
-- expect: begins with "userId"

-- case: a new column has no index yet
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY);
-- run:
ALTER TABLE orders ADD COLUMN user_id bigint REFERENCES users (id);
-- expect: "user_id"

-- case: a key over two columns needs both in front
-- schema:
CREATE TABLE orders (a bigint, b bigint, c bigint);
CREATE INDEX ON orders (a, c, b);
-- run:
ALTER TABLE orders ADD FOREIGN KEY (a, b) REFERENCES users (a, b) NOT VALID;
-- expect: "a", "b"

-- case: an index that is not valid does not serve
-- schema:
CREATE TABLE orders (user_id bigint, at date) PARTITION BY RANGE (at);
CREATE INDEX ON ONLY orders (user_id);
CREATE TABLE orders_2020 PARTITION OF orders FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id);
-- expect: "user_id"

-- case: the index may come with the key
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
CREATE INDEX ON orders (user_id);

-- case: the index may come with a later file of the deploy
ALTER TABLE orders ADD COLUMN user_id bigint REFERENCES users (id);
-- next file:
CREATE INDEX CONCURRENTLY ON orders (user_id);

-- case: a wider index that begins with the column serves
-- schema:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, at date);
CREATE INDEX ON orders (user_id, at);
-- run:
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;

-- case: a primary key is an index
CREATE TABLE members (user_id bigint REFERENCES users (id), room_id bigint, PRIMARY KEY (user_id, room_id));

-- case: the order of the first columns does not matter
CREATE TABLE orders (a bigint, b bigint, UNIQUE (b, a), FOREIGN KEY (a, b) REFERENCES users (a, b));

-- case: nothing is known of the indexes of an old table
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
