-- case: an index that the table lacks is built under the lock
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE INDEX events_id_idx ON events (id);
CREATE TABLE events_2020 (id bigint, at date NOT NULL CHECK (at >= '2020-01-01' AND at < '2021-01-01'));
-- run:
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- expect: table "public.events_2020" has no equal of index "events_id_idx", which is built while nobody else can read or write it

-- case: the index of a key is built as well
-- schema:
CREATE TABLE shop."Events" (id bigint, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE shop."2020" (id bigint NOT NULL, at date NOT NULL);
-- run:
ALTER TABLE shop."Events" ATTACH PARTITION shop."2020" FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- expect: table "shop.2020" has no equal of index "Events_pkey"

-- case: an index on other columns is no equal
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE INDEX events_id_idx ON events (id);
CREATE TABLE events_2020 (id bigint, at date NOT NULL);
CREATE INDEX events_2020_id_idx ON events_2020 (id, at);
-- run:
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- expect: index "events_id_idx"

-- case: an equal index is taken over
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE INDEX events_id_idx ON events (id);
CREATE TABLE events_2020 (id bigint, at date NOT NULL);
-- run:
CREATE INDEX CONCURRENTLY events_2020_id_idx ON events_2020 (id);
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: an equal key is taken over
-- schema:
CREATE TABLE events (id bigint, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE events_2020 (id bigint, at date, PRIMARY KEY (id, at));
-- run:
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: a table of the same deploy is read by nobody
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE INDEX events_id_idx ON events (id);
-- run:
CREATE TABLE events_2020 (LIKE events);
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: nothing is known of the indexes of an old table
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE INDEX events_id_idx ON events (id);
-- run:
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
