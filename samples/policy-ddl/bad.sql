-- Clerks see the orders of their own shop only.
SET lock_timeout = '2s';

CREATE POLICY own_shop ON orders FOR SELECT TO clerks USING (shop = current_setting('app.shop'));
