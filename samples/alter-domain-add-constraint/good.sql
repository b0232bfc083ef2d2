-- New addresses are checked from now on; no table is locked.
SET lock_timeout = '2s';

ALTER DOMAIN email ADD CONSTRAINT email_has_at CHECK (VALUE LIKE '%@%') NOT VALID;
