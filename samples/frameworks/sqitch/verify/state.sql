-- Verify shop:state on pg

BEGIN;

SELECT state FROM orders WHERE false;

ROLLBACK;
