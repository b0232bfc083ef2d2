-- Customers must see their own orders only.
BEGIN;
SET LOCAL lock_timeout = '2s';
CREATE POLICY own_orders ON orders USING (customer_id = current_setting('app.customer')::bigint);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
COMMIT;
