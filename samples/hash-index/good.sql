-- Orders are found by the token in their link.
CREATE INDEX CONCURRENTLY orders_token_idx ON orders (token);
