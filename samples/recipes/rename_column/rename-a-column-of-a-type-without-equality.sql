ALTER TABLE orders RENAME COLUMN extra TO details;
