ALTER TABLE orders ALTER COLUMN extra TYPE jsonb;
