-- Customers must see their own orders only.
SET lock_timeout = '2s';

ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
