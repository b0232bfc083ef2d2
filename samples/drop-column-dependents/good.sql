-- The view is made anew beside the old one; both go when no code uses them any more.
SET lock_timeout = '2s';

CREATE VIEW customer_names AS SELECT id, name FROM customers;
