-- The constraint comes in a later deploy, when all running code fills the column.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN country text;
