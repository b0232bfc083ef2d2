-- What a developer writes in five minutes, and what stops a shop for as long as it runs.
ALTER TABLE orders RENAME COLUMN state TO status;
ALTER TABLE orders ALTER COLUMN quantity TYPE bigint;
ALTER TABLE orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE orders ADD CONSTRAINT orders_customer_fk
  FOREIGN KEY (customer_id) REFERENCES customers (id);
CREATE INDEX orders_placed_at_idx ON orders (placed_at);
UPDATE orders SET note = '' WHERE note IS NULL;
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
