SET lock_timeout = '2s';

-- pgstage:ignore drop-table
DROP TABLE sessions;
