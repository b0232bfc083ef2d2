ALTER TABLE orders ADD COLUMN giver bigint REFERENCES customers (id) ON DELETE SET NULL;
