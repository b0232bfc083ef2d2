-- The report needs the orders of all customers; nobody else gets to see them.
SET lock_timeout = '2s';

CREATE POLICY report_orders ON orders FOR SELECT TO reports USING (true);
