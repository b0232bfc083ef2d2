ALTER TABLE people ADD COLUMN first_name text, ADD COLUMN last_name text NOT NULL DEFAULT '';
UPDATE people SET first_name = split_part(people.name, ' ', 1), last_name = split_part(name, ' ', 2);
ALTER TABLE people DROP COLUMN name;
