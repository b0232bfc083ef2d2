-- A new column has its default from the start.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN country text NOT NULL DEFAULT 'AT';
