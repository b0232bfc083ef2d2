-- Most customers are from here.
SET lock_timeout = '2s';

ALTER TABLE customers ALTER COLUMN country SET DEFAULT 'AT';
