-- If the second statement times out, the first one stands in the way of the next try.
SET lock_timeout = '2s';
CREATE TABLE coupons (id bigint PRIMARY KEY);
ALTER TABLE orders ADD COLUMN coupon_id bigint;
