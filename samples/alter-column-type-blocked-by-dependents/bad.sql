-- Names are longer than anybody thought.
SET lock_timeout = '2s';

ALTER TABLE customers ALTER COLUMN name TYPE varchar(200);
