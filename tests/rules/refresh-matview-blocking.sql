-- case: a view that is in use is found
REFRESH MATERIALIZED VIEW totals;
-- expect: materialized view "public.totals" cannot be read until its query is done

-- case: names are told as they are
-- schema:
CREATE MATERIALIZED VIEW shop."Totals" AS SELECT 1 AS id;
CREATE UNIQUE INDEX totals_id ON shop."Totals" (id);
-- run:
REFRESH MATERIALIZED VIEW shop."Totals" WITH DATA;
-- expect: materialized view "shop.Totals"

-- case: WITH NO DATA takes it away
REFRESH MATERIALIZED VIEW totals WITH NO DATA;
-- expect: materialized view "public.totals" cannot be read any more

-- case: CONCURRENTLY lets readers go on
-- schema:
CREATE MATERIALIZED VIEW totals AS SELECT 1 AS id;
CREATE UNIQUE INDEX totals_id ON totals (id);
-- run:
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;

-- case: a view of the same deploy is read by nobody
CREATE MATERIALIZED VIEW totals AS SELECT 1 AS id WITH NO DATA;
REFRESH MATERIALIZED VIEW totals;

-- case: a view without data could not be read anyway
-- schema:
CREATE MATERIALIZED VIEW totals AS SELECT 1 AS id WITH NO DATA;
-- run:
REFRESH MATERIALIZED VIEW totals;

-- case: a table is refused
-- schema:
CREATE TABLE totals (id bigint);
-- run:
REFRESH MATERIALIZED VIEW totals;
