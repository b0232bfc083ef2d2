-- case: autovacuum that is switched off is found
ALTER TABLE users SET (autovacuum_enabled = false);
-- expect: autovacuum is switched off for table "public.users"

-- case: so it is for what is kept in TOAST, and among other parameters
ALTER TABLE shop."Users" SET (fillfactor = 90, toast.autovacuum_enabled = off);
-- expect: table "shop.Users"

-- case: a new table is no exception
CREATE TABLE events (id bigint) WITH (autovacuum_enabled = false);
-- expect: table "public.events"

-- case: IF EXISTS makes it no better
ALTER TABLE IF EXISTS users SET (autovacuum_enabled = 'false');
-- expect: table "public.users"

-- case: switching it on for another table is no help
ALTER TABLE users SET (autovacuum_enabled = false);
ALTER TABLE orders SET (autovacuum_enabled = true);
-- expect: table "public.users"

-- case: switching it on in the next deploy is late
ALTER TABLE users SET (autovacuum_enabled = false);
-- next deploy:
ALTER TABLE users SET (autovacuum_enabled = true);
-- expect: table "public.users"

-- case: the same deploy switches it on again
ALTER TABLE users SET (autovacuum_enabled = false);
COPY users FROM '/tmp/users';
-- next file:
ALTER TABLE users SET (autovacuum_enabled = true);

-- case: resetting it switches it on as well
ALTER TABLE users SET (autovacuum_enabled = false);
ALTER TABLE users RESET (autovacuum_enabled);

-- case: a temporary table is not vacuumed anyway
CREATE TEMP TABLE picked (id bigint) WITH (autovacuum_enabled = false);

-- case: other thresholds are not off
ALTER TABLE users SET (autovacuum_vacuum_scale_factor = 0.01);

-- case: switching it on is no hazard
ALTER TABLE users SET (autovacuum_enabled = true);
