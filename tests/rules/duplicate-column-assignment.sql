-- case: a column that SET assigns twice is refused
UPDATE users SET name = 'a', name = 'b' WHERE id = 1;
-- expect: column "name" is assigned twice, which is refused

-- case: so is one that an INSERT lists twice
INSERT INTO shop."Users" (id, "Name", "Name") VALUES (1, 'a', 'b');
-- expect: column "Name"

-- case: so is one of ON CONFLICT
INSERT INTO users (id, name) VALUES (1, 'a')
ON CONFLICT (id) DO UPDATE SET name = excluded.name, age = 1, name = 'b';
-- expect: column "name"

-- case: the elements of an array are parts of one column
UPDATE users SET marks[1] = 5, marks[2] = 4 WHERE id = 1;

-- case: so are the fields of a composite type
UPDATE users SET home.street = 'a', home.town = 'b' WHERE id = 1;
INSERT INTO users (id, home.street, home.town) VALUES (1, 'a', 'b');

-- case: an INSERT and its ON CONFLICT may assign the same column
INSERT INTO users (id, name) VALUES (1, 'a') ON CONFLICT (id) DO UPDATE SET name = excluded.name;

-- case: different columns are different
UPDATE users SET name = 'a', "Name" = 'b' WHERE id = 1;
