CREATE TABLE coupons (id bigint PRIMARY KEY);
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  coupon_id bigint CONSTRAINT orders_coupon_id_fkey REFERENCES coupons (id)
);
