ALTER TABLE orders ADD CHECK (quantity > 0 OR price < 0);
ALTER TABLE "Order Items" ADD CHECK (length("Kind") < 30) NO INHERIT;
