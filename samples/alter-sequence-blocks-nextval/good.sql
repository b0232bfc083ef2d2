-- Numbers up to 100000 are for the old shop.
SELECT setval('orders_id_seq', 100001, false);
