-- This deploy's code leaves the column out; a later one drops it.
SET lock_timeout = '2s';

ALTER TABLE customers ALTER COLUMN fax DROP NOT NULL;
