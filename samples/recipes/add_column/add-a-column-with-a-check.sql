ALTER TABLE orders ADD COLUMN weight int DEFAULT 1 CHECK (weight > 0);
