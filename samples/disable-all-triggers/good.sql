-- Orders of the old system come in, after their customers.
INSERT INTO customers (id, name) VALUES (2, 'Ada');
INSERT INTO orders (id, customer_id) VALUES (1, 2);
