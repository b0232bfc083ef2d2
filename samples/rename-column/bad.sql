-- The name is only the family name.
SET lock_timeout = '2s';

ALTER TABLE customers RENAME COLUMN name TO family_name;
