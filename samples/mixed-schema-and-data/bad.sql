-- The new column and its first values.
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN state text;
UPDATE orders SET state = 'paid' WHERE id BETWEEN 1 AND 1000;
