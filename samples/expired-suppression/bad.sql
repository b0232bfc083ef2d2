SET lock_timeout = '2s';

-- pgstage:ignore drop-table until 2020-01-31 -- the old release still reads it
DROP TABLE sessions;
