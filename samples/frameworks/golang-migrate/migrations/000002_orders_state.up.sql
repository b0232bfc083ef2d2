ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new';
CREATE INDEX orders_state ON orders (state);
