CREATE INDEX CONCURRENTLY IF NOT EXISTS "Items By Kind" ON "Order Items" ("Kind") WHERE "Kind" <> 'gift';
