-- The column comes at once; its check is proved while the shop goes on.
SET lock_timeout = '2s';

ALTER TABLE orders ADD COLUMN discount integer NOT NULL DEFAULT 0;
ALTER TABLE orders ADD CONSTRAINT orders_discount_check CHECK (discount <= 100) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_discount_check;
