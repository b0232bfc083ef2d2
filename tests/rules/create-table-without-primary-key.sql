-- case: a table without a key is found
CREATE TABLE visits (at timestamptz, page text);
-- expect: table "public.visits" has no primary key

-- case: a unique column is no key
CREATE TABLE shop."Visits" (id bigint UNIQUE);
-- expect: table "shop.Visits"

-- case: a table that a query fills has none
CREATE TABLE totals AS SELECT 1 AS id;
-- expect: table "public.totals"

-- case: LIKE alone copies no key
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
CREATE TABLE users_new (LIKE users);
-- expect: table "public.users_new"

-- case: a key may be in either place
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (x bigint, y bigint, PRIMARY KEY (x, y));

-- case: the deploy may add it later
CREATE TABLE visits (id bigint);
-- next file:
ALTER TABLE visits ADD PRIMARY KEY (id);

-- case: so it may from an index
CREATE TABLE visits (id bigint NOT NULL);
CREATE UNIQUE INDEX visits_id ON visits (id);
ALTER TABLE visits ADD CONSTRAINT visits_pkey PRIMARY KEY USING INDEX visits_id;

-- case: a temporary table needs none
CREATE TEMP TABLE picked (id bigint);

-- case: a partition has its parent's
CREATE TABLE events (id bigint, at timestamptz, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: LIKE may take the indexes along
CREATE TABLE users_new (LIKE users INCLUDING INDEXES);

-- case: a table that is gone at the end needs none
CREATE TABLE scratch (id bigint);
DROP TABLE scratch;
