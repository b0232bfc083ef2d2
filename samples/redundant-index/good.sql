-- Count the orders of a day.
CREATE INDEX CONCURRENTLY orders_placed_at_idx ON orders (placed_at);
