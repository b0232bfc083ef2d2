-- No release reads coupon_id any more; the column itself goes with the next deploy.
SET lock_timeout = '2s';

ALTER TABLE orders DROP CONSTRAINT orders_coupon_id_fkey;
