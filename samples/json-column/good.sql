-- They can be compared and indexed.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN settings jsonb;
