SET lock_timeout = '2s';

-- pgstage:ignore drop-table -- no code has used it since March
DROP TABLE vouchers;
