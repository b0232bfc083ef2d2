CREATE INDEX "Sales By Note" ON "Shop"."Sales" USING btree (note, "When" DESC);
