-- The new key is ready before the old one goes, in one statement.
SET lock_timeout = '2s';

CREATE UNIQUE INDEX CONCURRENTLY price_history_by_day ON price_history (sku, day);
ALTER TABLE price_history
  DROP CONSTRAINT price_history_pkey,
  ADD CONSTRAINT price_history_pkey PRIMARY KEY USING INDEX price_history_by_day;
