\set id random(1, 200000)
\set customer random(1, 1000)
BEGIN;
SELECT id, customer_id, status, quantity FROM orders WHERE id = :id;
UPDATE orders SET status = 'sent', quantity = quantity + 1 WHERE id = :id;
INSERT INTO orders (customer_id, status, quantity, note) VALUES (:customer, 'new', 3, 'new app');
COMMIT;
