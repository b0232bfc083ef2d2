-- case: the parent of a dropped partition is shut
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
DROP TABLE events_2020;
-- expect: dropping partition "public.events_2020" blocks reads and writes of table "public.events"

-- case: a lock_timeout is no excuse where CONCURRENTLY is possible
-- schema:
CREATE TABLE shop."Events" (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE shop."2020" PARTITION OF shop."Events" FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE shop."2021" PARTITION OF shop."Events" FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
-- run:
SET lock_timeout = '2s';
DROP TABLE IF EXISTS shop."2020", shop."2021" CASCADE;
-- expect: partition "shop.2020" blocks reads and writes of table "shop.Events"
-- expect: partition "shop.2021"

-- case: up to 13 without a lock_timeout it waits forever
-- pg: 13
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
DROP TABLE events_2020;
-- expect: table "public.events"

-- case: up to 13 a lock_timeout is all that can be done
-- pg: 13
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
SET lock_timeout = '2s';
DROP TABLE events_2020;

-- case: beside a default partition it is all as well
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE events_rest PARTITION OF events DEFAULT;
-- run:
SET lock_timeout = '2s';
DROP TABLE events_2020;

-- case: what is detached already has no parent
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;
DROP TABLE events_2020;

-- case: with its parent a partition goes unnoticed
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
DROP TABLE events, events_2020;

-- case: a parent of the same deploy has no readers
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
DROP TABLE events_2020;

-- case: a table that inherits is no partition
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL);
CREATE TABLE events_2020 () INHERITS (events);
-- run:
DROP TABLE events_2020;
