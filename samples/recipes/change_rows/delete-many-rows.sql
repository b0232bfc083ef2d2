DELETE FROM "Order Items" WHERE "Kind" LIKE 'x%';
