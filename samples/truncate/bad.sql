-- Everybody has to log in again.
SET lock_timeout = '2s';

TRUNCATE sessions;
