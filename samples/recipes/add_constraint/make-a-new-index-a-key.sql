CREATE UNIQUE INDEX CONCURRENTLY items_once ON "Order Items" ("Order", "Kind");
ALTER TABLE "Order Items" ADD CONSTRAINT "Once" UNIQUE USING INDEX items_once;
