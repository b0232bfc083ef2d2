-- The table came from an import and never had a key.
SET lock_timeout = '2s';

ALTER TABLE price_history ADD PRIMARY KEY (id);
