-- Countries have three letters now.
SET lock_timeout = '2s';

ALTER TABLE customers ALTER COLUMN country TYPE varchar(3);
