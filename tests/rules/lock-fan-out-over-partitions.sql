-- case: each partition is locked with its parent
-- parameter: partitions=1
-- schema:
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE events_2021 PARTITION OF events FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
-- run:
ALTER TABLE events ADD COLUMN note text;
-- expect: this locks 2 partitions, beginning with table "public.events"

-- case: dropping the parent locks them all
-- parameter: partitions=1
-- schema:
CREATE TABLE shop."Events" (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE shop."2020" PARTITION OF shop."Events" FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE shop."2021" PARTITION OF shop."Events" FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
-- run:
DROP TABLE shop."Events";
-- expect: this locks 2 partitions

-- case: a renamed column is renamed in all of them
-- parameter: partitions=1
-- schema:
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE events_2021 PARTITION OF events FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
-- run:
ALTER TABLE events RENAME COLUMN id TO number;
-- expect: this locks 2 partitions

-- case: a few partitions are no matter
-- schema:
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE events_2021 PARTITION OF events FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
-- run:
ALTER TABLE events ADD COLUMN note text;

-- case: CREATE INDEX is another rule's matter
-- parameter: partitions=1
-- schema:
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE events_2021 PARTITION OF events FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
-- run:
CREATE INDEX ON events (id);

-- case: a parent of the same deploy has partitions that nobody uses
-- parameter: partitions=1
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE events_2021 PARTITION OF events FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
ALTER TABLE events ADD COLUMN note text;

-- case: one partition is one table
-- parameter: partitions=1
-- schema:
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE events_2021 PARTITION OF events FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
-- run:
ALTER TABLE events_2020 SET (fillfactor = 90);
