ALTER TABLE items ALTER COLUMN order_id TYPE bigint;
ALTER TABLE orders ALTER COLUMN id TYPE bigint, ALTER COLUMN quantity TYPE bigint;
ALTER TABLE returns ALTER COLUMN order_id TYPE bigint;
