-- They have.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN country text NOT NULL DEFAULT 'AT';
