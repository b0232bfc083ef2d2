-- Old code goes on with the view, which can be written to.
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders SET SCHEMA shop;
CREATE VIEW orders AS SELECT * FROM shop.orders;
COMMIT;
