-- It is the deploy.
SET application_name = 'deploy';
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
