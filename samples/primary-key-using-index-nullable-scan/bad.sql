-- The index was built while the shop goes on; but the column may be NULL.
SET lock_timeout = '2s';

CREATE UNIQUE INDEX CONCURRENTLY price_history_pkey ON price_history (id);
ALTER TABLE price_history ADD CONSTRAINT price_history_pkey PRIMARY KEY USING INDEX price_history_pkey;
