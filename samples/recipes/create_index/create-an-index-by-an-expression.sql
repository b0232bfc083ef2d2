CREATE INDEX ON orders (lower(note), (quantity % 7)) INCLUDE (price) WHERE note IS NOT NULL;
