-- case: a virtual column that may not be NULL is computed for every row
-- pg: 18
ALTER TABLE users ADD COLUMN name_length integer GENERATED ALWAYS AS (length(name)) VIRTUAL NOT NULL;
-- expect: the constraint of new column "name_length" of table "public.users" reads the whole table

-- case: so is one with a check
-- pg: 18
ALTER TABLE IF EXISTS shop."Users" ADD COLUMN note text, ADD COLUMN IF NOT EXISTS "Length" integer GENERATED ALWAYS AS (length(name)) VIRTUAL CONSTRAINT "Short" CHECK ("Length" < 100);
-- expect: column "Length" of table "shop.Users"

-- case: both at once are one finding
-- pg: 18
ALTER TABLE users ADD COLUMN name_length integer NOT NULL GENERATED ALWAYS AS (length(name)) CHECK (name_length < 100);
-- expect: column "name_length"

-- case: a virtual column alone costs nothing
-- pg: 18
ALTER TABLE users ADD COLUMN name_length integer GENERATED ALWAYS AS (length(name)) VIRTUAL;

-- case: a constraint that is validated later lets others through
-- pg: 18
ALTER TABLE users ADD COLUMN name_length integer GENERATED ALWAYS AS (length(name)) VIRTUAL;
ALTER TABLE users ADD CONSTRAINT short CHECK (name_length < 100) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT short;

-- case: a stored column is another rule's matter
ALTER TABLE users ADD COLUMN name_length integer NOT NULL GENERATED ALWAYS AS (length(name)) STORED;

-- case: so is the check of a plain column
-- pg: 18
ALTER TABLE users ADD COLUMN name_length integer CHECK (name_length < 100);

-- case: a table of the same deploy has no rows
-- pg: 18
CREATE TABLE users (name text);
ALTER TABLE users ADD COLUMN name_length integer NOT NULL GENERATED ALWAYS AS (length(name)) VIRTUAL;
