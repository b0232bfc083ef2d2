-- No release reads coupon_id any more.
ALTER TABLE orders DROP COLUMN coupon_id;
