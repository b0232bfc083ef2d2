ALTER TABLE "orders" ALTER COLUMN "customer_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "state" text DEFAULT 'new' NOT NULL;--> statement-breakpoint
CREATE INDEX "orders_state" ON "orders" USING btree ("state");