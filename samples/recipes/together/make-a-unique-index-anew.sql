DROP INDEX IF EXISTS "Mail";
CREATE UNIQUE INDEX "Mail" ON "Users" USING btree (mail, id) INCLUDE (shop);
