ALTER TABLE "Order Items" ADD COLUMN "No" bigserial UNIQUE;
