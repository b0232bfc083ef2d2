ALTER TABLE "Order Items" RENAME COLUMN "Kind" TO "Sort";
