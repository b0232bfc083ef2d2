-- case: a partitioned table is found
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
-- expect: table "public.events" is partitioned

-- case: whatever the strategy
CREATE TABLE IF NOT EXISTS shop."Events" (id bigint) PARTITION BY HASH (id);
-- expect: table "shop.Events"

-- case: an expression is a key as well
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY LIST ((id % 4));
-- expect: table "public.events"

-- case: a whole table is fine
CREATE TABLE events (id bigint);

-- case: its partitions were decided with it
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM (0) TO (1);

-- case: so were the parts of a partition
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM (0) TO (1) PARTITION BY RANGE (at);
