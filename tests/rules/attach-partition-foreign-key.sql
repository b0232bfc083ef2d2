-- case: each row is looked up in the referenced table
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE events (user_id bigint, at date NOT NULL, CONSTRAINT events_user_fkey FOREIGN KEY (user_id) REFERENCES users (id)) PARTITION BY RANGE (at);
CREATE TABLE events_2020 (user_id bigint, at date NOT NULL CHECK (at >= '2020-01-01' AND at < '2021-01-01'));
-- run:
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- expect: every row of table "public.events_2020" is looked up for foreign key "events_user_fkey"

-- case: a key to another table is no equal
-- schema:
CREATE TABLE shop."Users" (id bigint PRIMARY KEY);
CREATE TABLE guests (id bigint PRIMARY KEY);
CREATE TABLE shop."Events" (user_id bigint CONSTRAINT "To User" REFERENCES shop."Users", at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE shop."2020" (user_id bigint REFERENCES guests, at date NOT NULL);
-- run:
ALTER TABLE shop."Events" ATTACH PARTITION shop."2020" FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- expect: table "shop.2020" is looked up for foreign key "To User"

-- case: one that is NOT VALID is proved then
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE events (user_id bigint REFERENCES users (id), at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 (user_id bigint, at date NOT NULL);
ALTER TABLE events_2020 ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
-- run:
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- expect: foreign key "events_user_id_fkey"

-- case: an equal valid key is taken over
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE events (user_id bigint REFERENCES users (id), at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 (user_id bigint, at date NOT NULL);
-- run:
ALTER TABLE events_2020 ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE events_2020 VALIDATE CONSTRAINT f;
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: a table of the same deploy has no rows
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE events (user_id bigint REFERENCES users (id), at date NOT NULL) PARTITION BY RANGE (at);
-- run:
CREATE TABLE events_2020 (LIKE events);
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: nothing is known of the keys of an old table
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE events (user_id bigint REFERENCES users (id), at date NOT NULL) PARTITION BY RANGE (at);
-- run:
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
