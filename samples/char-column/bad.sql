-- Countries have two letters.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN country char(2);
