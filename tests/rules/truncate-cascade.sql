-- case: a table that refers to an emptied one is found
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- run:
TRUNCATE users CASCADE;
-- expect: CASCADE empties table "public.orders", too

-- case: so is what refers to that
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE shop."Orders" (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
CREATE TABLE items (order_id bigint REFERENCES shop."Orders" (id));
-- run:
TRUNCATE TABLE users RESTART IDENTITY CASCADE;
-- expect: table "shop.Orders"
-- expect: table "public.items"

-- case: where nothing is known of the table, nobody can tell
TRUNCATE users CASCADE;
-- expect: CASCADE empties every table that refers to table "public.users", and nothing tells which those are

-- case: a table that is named is no surprise
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- run:
TRUNCATE users, orders CASCADE;

-- case: no foreign key points at the table, as a snapshot shows
-- complete:
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
TRUNCATE users CASCADE;

-- case: no foreign key points at the table, as the migrations before show
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
TRUNCATE users CASCADE;

-- case: a new table had nothing to lose
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- run:
CREATE TABLE orders (user_id bigint REFERENCES users (id));
TRUNCATE users CASCADE;

-- case: without CASCADE nothing else is emptied
TRUNCATE users;
