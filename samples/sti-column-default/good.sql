-- The name means nothing to the framework.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN customer_kind varchar DEFAULT 'Person';
