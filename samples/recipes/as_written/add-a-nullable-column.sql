ALTER TABLE orders ADD COLUMN weight numeric;
