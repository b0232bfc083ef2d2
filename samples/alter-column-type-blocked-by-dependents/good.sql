-- A column without a limit; code moves over, and then the view.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN full_name text;
