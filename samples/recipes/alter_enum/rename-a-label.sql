ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';
ALTER TABLE people ALTER COLUMN feels SET DEFAULT 'blue';
UPDATE people SET feels = 'blue' WHERE id = 1;
