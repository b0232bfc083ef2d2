-- PostgreSQL 12 and later
-- The column is proved first, while the shop goes on.
SET lock_timeout = '2s';

CREATE UNIQUE INDEX CONCURRENTLY price_history_pkey ON price_history (id);
ALTER TABLE price_history ADD CONSTRAINT price_history_id_there CHECK (id IS NOT NULL) NOT VALID;
ALTER TABLE price_history VALIDATE CONSTRAINT price_history_id_there;
ALTER TABLE price_history ALTER COLUMN id SET NOT NULL;
ALTER TABLE price_history ADD CONSTRAINT price_history_pkey PRIMARY KEY USING INDEX price_history_pkey;
ALTER TABLE price_history DROP CONSTRAINT price_history_id_there;
