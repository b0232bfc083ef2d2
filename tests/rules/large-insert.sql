-- case: one row too many is found
-- parameter: rows=2
INSERT INTO users (id) VALUES (1), (2), (3);
-- expect: this INSERT has 3 rows for table "public.users"

-- case: names are told as they are
-- parameter: rows=1
INSERT INTO shop."Users" VALUES (1), (2);
-- expect: table "shop.Users"

-- case: each INSERT counts for itself
-- parameter: rows=1
INSERT INTO users (id) VALUES (1), (2);
INSERT INTO users (id) VALUES (3), (4);
-- expect: 2 rows
-- expect: 2 rows

-- case: as many as agreed on are fine
-- parameter: rows=3
INSERT INTO users (id) VALUES (1), (2), (3);

-- case: a thousand are fine unless somebody says otherwise
INSERT INTO users (id) VALUES (1), (2), (3);

-- case: what a query finds is another rule's matter
-- parameter: rows=1
INSERT INTO users (id) SELECT id FROM people;
