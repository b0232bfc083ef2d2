-- The code writes changes down itself now.
SET lock_timeout = '2s';

DROP TRIGGER orders_history ON orders;
