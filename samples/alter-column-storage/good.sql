-- A new column is kept so from the start.
SET lock_timeout = '2s';

ALTER TABLE articles ADD COLUMN summary text;
ALTER TABLE articles ALTER COLUMN summary SET COMPRESSION lz4;
