ALTER TABLE orders ADD CHECK (quantity <> 13) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_quantity_check;
