-- case: a table that becomes a partition is read under a lock
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 (id bigint, at date NOT NULL);
-- run:
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- expect: attaching table "public.events_2020" reads all of it while nobody else can read or write it

-- case: a check that is NOT VALID proves nothing
-- schema:
CREATE TABLE shop."Events" (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE shop."2020" (id bigint, at date NOT NULL);
ALTER TABLE shop."2020" ADD CONSTRAINT c CHECK (at >= '2020-01-01' AND at < '2021-01-01') NOT VALID;
-- run:
ALTER TABLE IF EXISTS ONLY shop."Events" ATTACH PARTITION shop."2020" FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- expect: attaching table "shop.2020"

-- case: a check that says nothing of NULL proves nothing of a column that may be NULL
-- schema:
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_2020 (id bigint, at date, CHECK (at >= '2020-01-01' AND at < '2021-01-01'));
-- run:
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- expect: attaching table "public.events_2020"

-- case: a check that is too wide proves nothing
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 (id bigint, at date NOT NULL, CHECK (at >= '2019-01-01'));
-- run:
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- expect: attaching table "public.events_2020"

-- case: a list is read like a range
-- schema:
CREATE TABLE orders (id bigint, country text) PARTITION BY LIST (country);
CREATE TABLE orders_nordic (id bigint, country text);
-- run:
ALTER TABLE orders ATTACH PARTITION orders_nordic FOR VALUES IN ('no', 'se');
-- expect: attaching table "public.orders_nordic"

-- case: of a table that nothing is known of the check is not known either
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- expect: unless a valid check proves that every row fits

-- case: a valid check that implies the bound saves the scan
-- schema:
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_2020 (id bigint, at date);
-- run:
ALTER TABLE events_2020 ADD CONSTRAINT c CHECK (at IS NOT NULL AND at >= '2020-01-01' AND at < '2021-01-01') NOT VALID;
ALTER TABLE events_2020 VALIDATE CONSTRAINT c;
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
ALTER TABLE events_2020 DROP CONSTRAINT c;

-- case: a valid list saves the scan
-- schema:
CREATE TABLE orders (id bigint, country text NOT NULL) PARTITION BY LIST (country);
CREATE TABLE orders_nordic (id bigint, country text NOT NULL CHECK (country IN ('no', 'se')));
-- run:
ALTER TABLE orders ATTACH PARTITION orders_nordic FOR VALUES IN ('no', 'se');

-- case: the same steps on tables that nothing is known of
ALTER TABLE events_2020 ADD CONSTRAINT c CHECK (at IS NOT NULL AND at >= '2020-01-01' AND at < '2021-01-01') NOT VALID;
ALTER TABLE events_2020 VALIDATE CONSTRAINT c;
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: a key over two columns may be proved by what nobody here understands
-- schema:
CREATE TABLE events (shop bigint NOT NULL, at date NOT NULL) PARTITION BY RANGE (shop, at);
CREATE TABLE events_1 (shop bigint NOT NULL, at date NOT NULL, CHECK (shop = 1 AND at >= '2020-01-01' AND at < '2021-01-01'));
-- run:
ALTER TABLE events ATTACH PARTITION events_1 FOR VALUES FROM (1, '2020-01-01') TO (1, '2021-01-01');

-- case: a table of the same deploy has no rows that others wait for
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
-- run:
CREATE TABLE events_2020 (LIKE events);
ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: the first default partition takes whatever there is
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_rest (id bigint, at date NOT NULL);
-- run:
ALTER TABLE events ATTACH PARTITION events_rest DEFAULT;

-- case: an index is attached without a look
-- schema:
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- run:
CREATE INDEX events_at_idx ON ONLY events (at);
CREATE INDEX CONCURRENTLY events_2020_at_idx ON events_2020 (at);
ALTER INDEX events_at_idx ATTACH PARTITION events_2020_at_idx;
