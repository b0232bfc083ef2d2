-- Others have to wait.
ALTER TABLE orders ADD COLUMN total numeric GENERATED ALWAYS AS (price * quantity) STORED;
CREATE INDEX orders_total_idx ON orders (total);
