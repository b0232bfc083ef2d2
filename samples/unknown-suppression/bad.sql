-- pgstage:ignore create-idnex-blocking -- the table is small
CREATE TABLE coupons (id bigint PRIMARY KEY, code text NOT NULL);
