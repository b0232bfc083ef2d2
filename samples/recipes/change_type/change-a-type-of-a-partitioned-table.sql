ALTER TABLE visits ALTER COLUMN seconds TYPE bigint;
