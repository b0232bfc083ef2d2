-- The policy asks for the wrong setting.
SET lock_timeout = '2s';

ALTER POLICY own_shop ON orders USING (shop = current_setting('app.shop'));
