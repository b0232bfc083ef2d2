-- Settings differ from customer to customer.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN settings json;
