-- case: a concurrent refresh is found
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
-- expect: no other refresh of materialized view "public.totals" begins until this one is done

-- case: names are told as they are
REFRESH MATERIALIZED VIEW CONCURRENTLY shop."Totals";
-- expect: materialized view "shop.Totals"

-- case: a view with a key is found, too
-- schema:
CREATE MATERIALIZED VIEW totals AS SELECT 1 AS id;
CREATE UNIQUE INDEX totals_id ON totals (id);
-- run:
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
-- expect: materialized view "public.totals"

-- case: a plain refresh is another rule's matter
REFRESH MATERIALIZED VIEW totals;

-- case: a view of the same deploy is read by nobody
CREATE MATERIALIZED VIEW totals AS SELECT 1 AS id;
CREATE UNIQUE INDEX totals_id ON totals (id);
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;

-- case: a view without a key is refused
-- schema:
CREATE MATERIALIZED VIEW totals AS SELECT 1 AS id;
-- run:
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
