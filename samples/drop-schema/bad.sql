-- The old reports are not looked at any more.
SET lock_timeout = '2s';

DROP SCHEMA reports CASCADE;
