-- pgstage:snapshot 1
CREATE TABLE public.orders (id bigint PRIMARY KEY, customer_id bigint);
CREATE TABLE public.coupons (id bigint PRIMARY KEY, code text);
-- pgstage:size public.orders rows 250000000 bytes 90000000000
-- pgstage:size public.coupons rows 900 bytes 90000
