-- case: the parent of a detached partition is shut
ALTER TABLE events DETACH PARTITION events_2020;
-- expect: detaching a partition blocks reads and writes of table "public.events"

-- case: known tables make no difference
-- schema:
CREATE TABLE shop."Events" (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE shop."2020" PARTITION OF shop."Events" FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE IF EXISTS shop."Events" DETACH PARTITION shop."2020";
COMMIT;
-- expect: table "shop.Events"

-- case: from 14 on there is another way
-- pg: 14
ALTER TABLE events DETACH PARTITION events_2020;
-- expect: table "public.events"

-- case: up to 13 there is none
-- pg: 13
ALTER TABLE events DETACH PARTITION events_2020;

-- case: CONCURRENTLY lets queries of the parent go on
ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;

-- case: what was interrupted is ended
ALTER TABLE events DETACH PARTITION events_2020 FINALIZE;

-- case: beside a default partition CONCURRENTLY is refused
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE events_rest PARTITION OF events DEFAULT;
-- run:
ALTER TABLE events DETACH PARTITION events_2020;

-- case: a parent of the same deploy has no readers
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
ALTER TABLE events DETACH PARTITION events_2020;
