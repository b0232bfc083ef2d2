-- case: an unlogged table is found
CREATE UNLOGGED TABLE sessions (id bigint);
-- expect: table "public.sessions" is empty after a crash and on every replica

-- case: so is one that a query fills
CREATE UNLOGGED TABLE shop."Totals" AS SELECT 1 AS id;
-- expect: table "shop.Totals"

-- case: which names say enough is for the team to say
-- parameter: throwaway=inbox
CREATE UNLOGGED TABLE IF NOT EXISTS cache (id bigint);
-- expect: table "public.cache"

-- case: a cache can be filled again
CREATE UNLOGGED TABLE page_cache (id bigint);

-- case: a staging table can, too
CREATE UNLOGGED TABLE staging.orders (id bigint);

-- case: a temporary table is not kept anyway
CREATE TEMP TABLE picked (id bigint);

-- case: any other table is kept
CREATE TABLE sessions (id bigint);
