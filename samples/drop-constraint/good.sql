-- Another constraint takes over at once.
SET lock_timeout = '2s';

ALTER TABLE orders
  DROP CONSTRAINT orders_total_positive,
  ADD CONSTRAINT orders_total_positive CHECK (total >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
