-- The number says nothing; a price belongs to an article and a day.
SET lock_timeout = '2s';

ALTER TABLE price_history DROP CONSTRAINT price_history_pkey;
