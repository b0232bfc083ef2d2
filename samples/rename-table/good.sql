-- Old code goes on with the view, which can be written to.
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE articles RENAME TO products;
CREATE VIEW articles AS SELECT * FROM products;
COMMIT;
