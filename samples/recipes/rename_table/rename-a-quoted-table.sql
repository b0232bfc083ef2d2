ALTER TABLE "Order Items" RENAME TO order_items;
