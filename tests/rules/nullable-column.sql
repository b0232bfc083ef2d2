-- case: a new column that may be NULL is found
ALTER TABLE users ADD COLUMN country text;
-- expect: column "country" of table "public.users" may be NULL

-- case: so are those inside CREATE TABLE
CREATE TABLE shop."Users" (id bigint PRIMARY KEY, "Name" text, email text NOT NULL, age integer NULL);
-- expect: column "Name" of table "shop.Users"
-- expect: column "age"

-- case: a default does not keep NULL out
ALTER TABLE IF EXISTS users ADD COLUMN IF NOT EXISTS country text DEFAULT 'AT';
-- expect: column "country"

-- case: NOT NULL does
ALTER TABLE users ADD COLUMN country text NOT NULL DEFAULT 'AT';

-- case: so does the primary key, wherever it stands
CREATE TABLE items (order_id bigint, line integer, PRIMARY KEY (order_id, line));

-- case: an identity is never NULL
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY, number serial);

-- case: a temporary table is nobody's schema
CREATE TEMP TABLE picked (id bigint);
