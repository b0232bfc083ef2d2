-- Vouchers were replaced by coupons.
SET lock_timeout = '2s';

DROP TABLE vouchers;
