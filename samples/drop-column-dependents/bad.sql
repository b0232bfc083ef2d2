-- Fax numbers have gone out of use; the view is in the way.
SET lock_timeout = '2s';

ALTER TABLE customers DROP COLUMN fax CASCADE;
