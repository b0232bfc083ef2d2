-- A discount above the price must not be stored any more.
SET lock_timeout = '2s';

ALTER TABLE orders ADD CONSTRAINT orders_discount_check CHECK (discount <= total);
