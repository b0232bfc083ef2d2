-- Clerks see the orders of their own shop only, through this view.
CREATE VIEW my_orders AS SELECT id, total FROM orders WHERE shop = current_setting('app.shop');
