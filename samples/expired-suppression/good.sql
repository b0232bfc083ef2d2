SET lock_timeout = '2s';

-- pgstage:ignore drop-table until 9999-12-31 -- nothing reads it any more
DROP TABLE sessions;
