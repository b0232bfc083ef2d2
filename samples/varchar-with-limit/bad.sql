-- Nicknames are short.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN nickname varchar(20);
