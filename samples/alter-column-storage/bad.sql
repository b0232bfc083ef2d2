-- Articles are read more often than written.
SET lock_timeout = '2s';

ALTER TABLE articles ALTER COLUMN body SET COMPRESSION lz4;
