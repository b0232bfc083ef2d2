-- Whichever statement times out, the next try goes on there.
SET lock_timeout = '2s';
CREATE TABLE IF NOT EXISTS coupons (id bigint PRIMARY KEY);
ALTER TABLE orders ADD COLUMN IF NOT EXISTS coupon_id bigint;
