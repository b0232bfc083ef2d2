-- case: a default partition is created
CREATE TABLE events_rest PARTITION OF events DEFAULT;
-- expect: table "public.events" gets default partition "public.events_rest"

-- case: a table is attached as one
-- schema:
CREATE TABLE shop."Events" (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE shop."Rest" (id bigint, at date NOT NULL);
-- run:
ALTER TABLE shop."Events" ATTACH PARTITION shop."Rest" DEFAULT;
-- expect: default partition "shop.Rest"

-- case: a parent of the same deploy makes no difference
CREATE TABLE events (id bigint, kind text) PARTITION BY LIST (kind);
CREATE TABLE events_rest PARTITION OF events DEFAULT;
-- expect: table "public.events"

-- case: a partition with a bound is none
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: nor is a list of values
ALTER TABLE orders ATTACH PARTITION orders_nordic FOR VALUES IN ('no', 'se');

-- case: nor is one that is open on both sides
CREATE TABLE events_all PARTITION OF events FOR VALUES FROM (MINVALUE) TO (MAXVALUE);
