UPDATE orders SET note = 'old';
ANALYZE orders;
VACUUM (ANALYZE) orders, customers;
