-- Numbers up to 100000 are for the old shop.
SET lock_timeout = '2s';

ALTER SEQUENCE orders_id_seq RESTART WITH 100001;
