-- Coupons move to a database of their own.
ALTER TABLE orders DROP CONSTRAINT orders_coupon_id_fkey;
