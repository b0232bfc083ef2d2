BEGIN;
DROP VIEW IF EXISTS open_orders;
ALTER TABLE orders ADD COLUMN note text;
CREATE VIEW open_orders AS SELECT id, note, state FROM orders WHERE state = 'open';
COMMIT;
