-- Give up after two seconds, and try again.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN nickname text;
