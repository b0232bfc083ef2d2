-- Coupons move to a database of their own; if both tables are not free within two seconds, the
-- deploy tries again.
SET lock_timeout = '2s';

ALTER TABLE orders DROP CONSTRAINT orders_coupon_id_fkey;
