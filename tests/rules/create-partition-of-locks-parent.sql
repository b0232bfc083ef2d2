-- case: the parent of a new partition is shut
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
-- run:
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- expect: creating a partition blocks reads and writes of table "public.events"; attaching one would not

-- case: a parent that nothing is known of is shut as well
CREATE TABLE IF NOT EXISTS shop."2020" PARTITION OF shop."Events" (id NOT NULL) FOR VALUES IN ('a') TABLESPACE fast;
-- expect: table "shop.Events"

-- case: a default partition is a partition
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
-- run:
BEGIN;
CREATE TABLE events_rest PARTITION OF events DEFAULT;
COMMIT;
-- expect: table "public.events"

-- case: so is one that has partitions itself
-- pg: 12
-- schema:
CREATE TABLE events (shop int, at date) PARTITION BY HASH (shop);
-- run:
CREATE TABLE events_0 PARTITION OF events FOR VALUES WITH (MODULUS 4, REMAINDER 0) PARTITION BY RANGE (at);
-- expect: table "public.events"

-- case: up to 11 attaching takes the same lock
-- pg: 11
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
-- run:
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: a parent of the same deploy has no readers
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: a table that is attached lets queries of the parent go on
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
-- run:
CREATE TABLE events_2020 (LIKE events INCLUDING ALL);
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: where the default partition is read that is the finding
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_rest PARTITION OF events DEFAULT;
-- run:
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: the second of one transaction shuts nobody out who is not
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
-- run:
BEGIN;
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE events_2021 PARTITION OF events FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
COMMIT;
-- expect: table "public.events"

-- case: a table that inherits is no partition
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL);
-- run:
CREATE TABLE events_2020 () INHERITS (events);

-- case: one that is there already is not created
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
CREATE TABLE IF NOT EXISTS events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
