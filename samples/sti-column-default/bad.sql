-- There are companies among the customers.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN type varchar DEFAULT 'Person';
