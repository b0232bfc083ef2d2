-- Names are compared byte by byte, which is faster.
SET lock_timeout = '2s';

ALTER TABLE customers ALTER COLUMN name TYPE text COLLATE "C";
