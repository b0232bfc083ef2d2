-- What belongs to the shop goes to a schema of its own.
SET lock_timeout = '2s';

ALTER TABLE orders SET SCHEMA shop;
