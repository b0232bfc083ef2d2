-- +migrate Up
ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new';
CREATE INDEX orders_state ON orders (state);

-- +migrate Down
ALTER TABLE orders DROP COLUMN state;
