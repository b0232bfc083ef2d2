-- Consumers of the stream want to see what a row was before.
SET lock_timeout = '2s';

ALTER TABLE orders REPLICA IDENTITY FULL;
