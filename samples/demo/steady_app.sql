\set id random(1, 200000)
BEGIN;
SELECT id, customer_id, note FROM orders WHERE id = :id;
UPDATE orders SET placed_at = now() WHERE id = :id;
COMMIT;
