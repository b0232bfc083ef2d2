-- case: a new column without a default is found
ALTER TABLE users ADD COLUMN country text;
-- expect: column "country" of table "public.users" has no default

-- case: so are those inside CREATE TABLE
CREATE TABLE shop."Users" (id bigint PRIMARY KEY, "Name" text NOT NULL, active boolean DEFAULT true, age integer);
-- expect: column "Name" of table "shop.Users"
-- expect: column "age"

-- case: it is found among other actions
ALTER TABLE IF EXISTS users ALTER name SET NOT NULL, ADD COLUMN IF NOT EXISTS country text NOT NULL;
-- expect: column "country"

-- case: a default will do
ALTER TABLE users ADD COLUMN country text DEFAULT 'AT';

-- case: what fills itself needs none
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY, number serial, twice bigint GENERATED ALWAYS AS (number * 2) STORED);

-- case: keys are given by whoever inserts
CREATE TABLE items (order_id bigint REFERENCES orders (id), line integer, PRIMARY KEY (order_id, line));

-- case: a temporary table is nobody's schema
CREATE TEMP TABLE picked (id bigint);
