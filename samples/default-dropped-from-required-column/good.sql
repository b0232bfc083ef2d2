-- The default stays as long as code runs that does not know the column.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN newsletter boolean NOT NULL DEFAULT false;
