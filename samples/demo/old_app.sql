\set id random(1, 200000)
\set customer random(1, 1000)
BEGIN;
SELECT id, customer_id, state, quantity FROM orders WHERE id = :id;
UPDATE orders SET state = 'paid', quantity = quantity + 1 WHERE id = :id;
INSERT INTO orders (customer_id, state, quantity, note) VALUES (:customer, 'new', 2, 'old app');
COMMIT;
