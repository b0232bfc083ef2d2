-- The columns of settings are all different now.
SET lock_timeout = '2s';

DROP TABLE IF EXISTS settings;
CREATE TABLE settings (id bigint PRIMARY KEY, name text NOT NULL, value jsonb);
