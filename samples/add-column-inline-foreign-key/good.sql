-- Every order has a status; the old ones are done.
SET lock_timeout = '2s';

ALTER TABLE orders ADD COLUMN status_id integer NOT NULL DEFAULT 1;
ALTER TABLE orders
  ADD CONSTRAINT orders_status_id_fkey FOREIGN KEY (status_id) REFERENCES statuses (id) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_status_id_fkey;

-- Without a default there is nothing to look up.
ALTER TABLE orders ADD COLUMN coupon_id bigint REFERENCES coupons (id);
