ALTER TABLE "Order Items" ADD COLUMN "Short Kind" text GENERATED ALWAYS AS (upper(left("Kind", 3))) STORED;
