-- Verify shop:orders on pg

BEGIN;

SELECT id, customer_id FROM orders WHERE false;

ROLLBACK;
