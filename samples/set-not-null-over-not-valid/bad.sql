-- PostgreSQL 18 and later
-- The constraint of the last deploy is to hold for old customers as well.
SET lock_timeout = '2s';

ALTER TABLE customers ALTER COLUMN email SET NOT NULL;
