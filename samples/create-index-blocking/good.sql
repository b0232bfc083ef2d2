-- Orders come in while the index is built.
CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);

-- Nobody knows this table yet.
CREATE TABLE coupons (id bigint PRIMARY KEY, code text NOT NULL);
CREATE INDEX coupons_code_idx ON coupons (code);
