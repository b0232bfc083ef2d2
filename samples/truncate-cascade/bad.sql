-- Makes room for the next import.
SET lock_timeout = '2s';

TRUNCATE customers_staging CASCADE;
