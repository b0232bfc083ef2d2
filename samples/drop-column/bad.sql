-- Fax numbers have gone out of use.
SET lock_timeout = '2s';

ALTER TABLE customers DROP COLUMN fax;
