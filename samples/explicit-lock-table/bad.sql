-- Nobody may place an order while the numbers are dealt out anew.
BEGIN;
LOCK TABLE orders;
UPDATE orders SET number = id WHERE id BETWEEN 1 AND 1000;
COMMIT;
