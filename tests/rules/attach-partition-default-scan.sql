-- case: the default partition is read when another is attached
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_rest PARTITION OF events DEFAULT;
-- run:
CREATE TABLE events_2020 (id bigint, at date NOT NULL);
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- expect: default partition "public.events_rest" is read while nobody else can read or write it, to see that it holds no row of "public.events_2020"

-- case: and when another is created
-- schema:
CREATE TABLE shop."Orders" (id bigint, country text) PARTITION BY LIST (country);
CREATE TABLE shop."Rest" PARTITION OF shop."Orders" DEFAULT;
-- run:
BEGIN;
CREATE TABLE shop."Nordic" PARTITION OF shop."Orders" FOR VALUES IN ('no', 'se');
COMMIT;
-- expect: default partition "shop.Rest"

-- case: a check that is NOT VALID excludes nothing
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_rest PARTITION OF events DEFAULT;
ALTER TABLE events_rest ADD CHECK (at < '2020-01-01') NOT VALID;
-- run:
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- expect: default partition "public.events_rest"

-- case: a check on other values excludes nothing
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_rest PARTITION OF events DEFAULT;
ALTER TABLE events_rest ADD CHECK (NOT (at >= '2019-01-01' AND at < '2020-06-01'));
-- run:
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- expect: default partition "public.events_rest"

-- case: a check that stops before the values excludes them
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_rest PARTITION OF events DEFAULT;
ALTER TABLE events_rest ADD CHECK (at < '2020-01-01');
-- run:
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: a hole in the check excludes them
-- schema:
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_rest PARTITION OF events DEFAULT;
-- run:
ALTER TABLE events_rest ADD CONSTRAINT c CHECK (at < '2020-01-01' OR at >= '2021-01-01') NOT VALID;
ALTER TABLE events_rest VALIDATE CONSTRAINT c;
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: so does what the manual recommends
-- schema:
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_rest PARTITION OF events DEFAULT;
ALTER TABLE events_rest ADD CHECK (NOT (at IS NOT NULL AND at >= '2020-01-01' AND at < '2021-01-01'));
-- run:
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: a list leaves values out by name
-- schema:
CREATE TABLE orders (id bigint, country text) PARTITION BY LIST (country);
CREATE TABLE orders_rest PARTITION OF orders DEFAULT;
ALTER TABLE orders_rest ADD CHECK (country NOT IN ('no', 'se', 'dk'));
-- run:
CREATE TABLE orders_nordic PARTITION OF orders FOR VALUES IN ('no', 'se');

-- case: without a default partition there is none to read
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
-- run:
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: a default partition of the same deploy has no rows
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
-- run:
CREATE TABLE events_rest PARTITION OF events DEFAULT;
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: once it is detached nobody reads it
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_rest PARTITION OF events DEFAULT;
-- run:
ALTER TABLE events DETACH PARTITION events_rest;
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
