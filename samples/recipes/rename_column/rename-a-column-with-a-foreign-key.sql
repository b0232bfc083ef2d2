ALTER TABLE "Order Items" RENAME COLUMN "Order" TO order_id;
