DELETE FROM orders WHERE state = 'new' AND NOT EXISTS (SELECT FROM "Order Items" i WHERE i."Order" = orders.id);
