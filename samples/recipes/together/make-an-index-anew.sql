DROP INDEX orders_state_idx;
ALTER TABLE orders ADD COLUMN ready boolean;
CREATE INDEX orders_state_idx ON orders (state, ready) WHERE note IS NOT NULL;
