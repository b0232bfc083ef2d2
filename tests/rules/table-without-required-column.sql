-- case: a table without the column is found
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- expect: table "public.users" has no column "created_at"

-- case: the list may be another
-- parameter: columns=created_at updated_at
CREATE TABLE shop."Users" (id bigint, "Created_At" timestamptz);
-- expect: table "shop.Users" has no column "created_at", "updated_at"

-- case: one of several is missed
-- parameter: columns=created_at updated_at
CREATE TABLE IF NOT EXISTS users (id bigint, created_at timestamptz);
-- expect: no column "updated_at"

-- case: a table that has it is fine
CREATE TABLE users (id bigint, created_at timestamptz NOT NULL DEFAULT now());

-- case: a temporary table need not
CREATE TEMP TABLE picked (id bigint);

-- case: a partition has the columns of the whole
CREATE TABLE orders_2026 PARTITION OF orders FOR VALUES IN (2026);

-- case: so has a table like another one
CREATE TABLE users_new (LIKE users INCLUDING ALL);

-- case: an empty list asks for nothing
-- parameter: columns=
CREATE TABLE users (id bigint);
