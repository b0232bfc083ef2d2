-- A default keeps the column full where code leaves it out.
SET lock_timeout = '2s';

ALTER TABLE customers ALTER COLUMN email SET DEFAULT '';
