-- Deploy shop:state to pg
-- requires: orders

BEGIN;

ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new';

COMMIT;

CREATE INDEX CONCURRENTLY orders_state ON orders (state);
