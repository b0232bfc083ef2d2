-- The number of an order is unique and always there; consumers look the rest up.
SET lock_timeout = '2s';

ALTER TABLE orders REPLICA IDENTITY USING INDEX orders_number_key;
