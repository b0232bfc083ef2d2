-- Orders may use a coupon; coupons come with this deploy.
SET lock_timeout = '2s';

CREATE TABLE coupons (id bigint PRIMARY KEY, code text NOT NULL);
ALTER TABLE orders
  ADD CONSTRAINT orders_coupon_id_fkey FOREIGN KEY (coupon_id) REFERENCES coupons (id) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_coupon_id_fkey;
