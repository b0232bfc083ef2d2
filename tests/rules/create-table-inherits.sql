-- case: a table that inherits is found
CREATE TABLE clerks (desk int) INHERITS (people);
-- expect: table "public.clerks" inherits from table "public.people", but not its keys

-- case: names are told as they are
CREATE TABLE shop."Clerks" () INHERITS (shop."People");
-- expect: table "shop.Clerks" inherits from table "shop.People"

-- case: a typed table is found
CREATE TYPE address AS (street text, town text);
CREATE TABLE addresses OF address;
-- expect: table "public.addresses" has the columns of type "address" and cannot get others

-- case: a partition is another thing
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- case: a temporary table may do as it likes
CREATE TEMP TABLE picked () INHERITS (people);

-- case: LIKE copies once
CREATE TABLE clerks (LIKE people INCLUDING ALL);
