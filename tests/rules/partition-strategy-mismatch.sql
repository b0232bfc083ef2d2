-- case: a list is no range
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES IN ('2020-01-01');
-- expect: table "public.events" is partitioned by RANGE and refuses a bound for LIST

-- case: a range is no list
-- schema:
CREATE TABLE shop."Orders" (id bigint, country text) PARTITION BY list (country);
CREATE TABLE shop."Nordic" (id bigint, country text);
-- run:
ALTER TABLE shop."Orders" ATTACH PARTITION shop."Nordic" FOR VALUES FROM ('no') TO ('se');
-- expect: table "shop.Orders" is partitioned by LIST and refuses a bound for RANGE

-- case: a hash has no default partition
-- schema:
CREATE TABLE orders (id bigint) PARTITION BY HASH (id);
-- run:
CREATE TABLE orders_rest PARTITION OF orders DEFAULT;
-- expect: table "public.orders" is partitioned by HASH and refuses a DEFAULT partition

-- case: the bound of the parent's own kind fits
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE orders (id bigint) PARTITION BY HASH (id);
CREATE TABLE orders_0 PARTITION OF orders FOR VALUES WITH (MODULUS 2, REMAINDER 0);

-- case: ranges and lists have a default partition
CREATE TABLE orders (id bigint, country text) PARTITION BY LIST (country);
CREATE TABLE orders_rest PARTITION OF orders DEFAULT;

-- case: nothing is known of an old parent
CREATE TABLE events_2020 PARTITION OF events FOR VALUES IN ('2020-01-01');

-- case: a partition's own partitions follow its own kind
CREATE TABLE orders (id bigint, country text) PARTITION BY LIST (country);
CREATE TABLE orders_no PARTITION OF orders FOR VALUES IN ('no') PARTITION BY RANGE (id);
CREATE TABLE orders_no_0 PARTITION OF orders_no FOR VALUES FROM (0) TO (1000);
