-- The new columns are added; the old ones go when nothing uses them any more.
SET lock_timeout = '2s';

ALTER TABLE settings ADD COLUMN name text, ADD COLUMN value jsonb;
