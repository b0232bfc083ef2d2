ALTER TABLE orders SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);
ALTER TABLE orders RESET (fillfactor);
ALTER TABLE orders ALTER COLUMN state SET STATISTICS 500, ALTER COLUMN note SET STATISTICS 10;
ALTER TABLE orders ALTER COLUMN note SET STORAGE EXTERNAL;
