-- case: a primary key has to tell the partition
CREATE TABLE events (id bigint PRIMARY KEY, at date NOT NULL) PARTITION BY RANGE (at);
-- expect: this is refused: unique constraint on partitioned table must include all partitioning columns

-- case: a unique constraint of an old table has to as well
-- schema:
CREATE TABLE shop."Events" (id bigint, "At" date NOT NULL) PARTITION BY RANGE ("At");
-- run:
ALTER TABLE shop."Events" ADD CONSTRAINT "One Id" UNIQUE (id);
-- expect: must include all partitioning columns

-- case: and a unique index
-- schema:
CREATE TABLE events (id bigint, shop int, at date NOT NULL) PARTITION BY RANGE (shop, at);
-- run:
CREATE UNIQUE INDEX IF NOT EXISTS events_id_idx ON ONLY events (id, shop);
-- expect: must include all partitioning columns

-- case: a key with the partition key in it is fine
CREATE TABLE events (id bigint, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);

-- case: an index that is not unique promises nothing
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
-- run:
CREATE INDEX events_id_idx ON events (id);

-- case: one partition is unique by itself
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
CREATE UNIQUE INDEX CONCURRENTLY events_2020_id_idx ON events_2020 (id);

-- case: nothing is known of an old table
ALTER TABLE events ADD CONSTRAINT one_id UNIQUE USING INDEX events_id_idx;

-- case: a new column is in no partition key
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
-- run:
ALTER TABLE events ADD COLUMN code text UNIQUE;
-- expect: must include all partitioning columns
