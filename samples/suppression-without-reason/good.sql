SET lock_timeout = '2s';

-- pgstage:ignore drop-table -- replaced by logins in release 41
DROP TABLE sessions;
