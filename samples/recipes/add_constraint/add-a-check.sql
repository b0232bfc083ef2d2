ALTER TABLE orders ADD CONSTRAINT positive CHECK (quantity > 0);
