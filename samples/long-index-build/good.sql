-- Coupons are typed in.
CREATE INDEX CONCURRENTLY coupons_code_idx ON coupons (code);
