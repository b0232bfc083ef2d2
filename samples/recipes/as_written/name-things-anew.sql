ALTER TABLE "Orders" RENAME CONSTRAINT "is set" TO state_is_set;
ALTER INDEX orders_idx RENAME TO "Orders by state";
ALTER TRIGGER touched ON "Orders" RENAME TO "Touched";
CREATE POLICY open_to_all ON "Orders" USING (state <> 'secret');
CREATE RULE never AS ON DELETE TO "Orders" WHERE old.state = 'paid' DO INSTEAD NOTHING;
CREATE STATISTICS orders_kinds ON state, price FROM "Orders";
