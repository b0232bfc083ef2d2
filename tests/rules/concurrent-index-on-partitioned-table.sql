-- case: building over all partitions concurrently is refused
-- schema:
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
CREATE INDEX CONCURRENTLY events_at_idx ON events (at);
-- expect: table "public.events" is partitioned, so PostgreSQL refuses to build the index

-- case: ONLY changes nothing about it
-- schema:
CREATE TABLE shop."Events" (id bigint, at timestamptz) PARTITION BY RANGE (at);
-- run:
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "Events At" ON ONLY shop."Events" (at);
-- expect: table "shop.Events" is partitioned

-- case: dropping it concurrently is refused
-- schema:
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
CREATE INDEX events_at_idx ON events (at);
-- run:
DROP INDEX CONCURRENTLY IF EXISTS events_at_idx;
-- expect: refuses to drop index "public.events_at_idx" concurrently

-- case: a partitioned table of the same deploy is refused as well
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
CREATE INDEX CONCURRENTLY ON events (at);
-- expect: table "public.events" is partitioned

-- case: a partition is a table like any other
-- schema:
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE INDEX old_idx ON events_2020 (id);
-- run:
CREATE INDEX CONCURRENTLY events_2020_at_idx ON events_2020 (at);
DROP INDEX CONCURRENTLY old_idx;

-- case: rebuilding goes over the partitions one by one
-- pg: 14
-- schema:
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
CREATE INDEX events_at_idx ON events (at);
-- run:
REINDEX INDEX CONCURRENTLY events_at_idx;
REINDEX TABLE CONCURRENTLY events;

-- case: the recipe is not refused
-- schema:
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
CREATE INDEX events_at_idx ON ONLY events (at);
CREATE INDEX CONCURRENTLY events_2020_at_idx ON events_2020 (at);
ALTER INDEX events_at_idx ATTACH PARTITION events_2020_at_idx;

-- case: a table that nothing is known of may be a plain one
CREATE INDEX CONCURRENTLY events_at_idx ON events (at);
