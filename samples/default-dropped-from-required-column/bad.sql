-- The framework fills the column, so that the database need not.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN newsletter boolean NOT NULL DEFAULT false;
ALTER TABLE customers ALTER COLUMN newsletter DROP DEFAULT;
