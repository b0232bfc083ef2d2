-- No order costs less than nothing; nobody looks at the old ones.
SET lock_timeout = '2s';

ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
