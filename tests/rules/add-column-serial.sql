-- case: a new serial column is found
ALTER TABLE users ADD COLUMN number bigserial;
-- expect: new serial column "number" of table "public.users" rewrites the table while reads and writes are blocked

-- case: every spelling is found
ALTER TABLE shop."Users" ADD COLUMN a serial, ADD COLUMN "B b" smallserial, ADD COLUMN c serial8, ADD COLUMN d bigint;
-- expect: column "a" of table "shop.Users"
-- expect: column "B b"
-- expect: column "c"

-- case: IF NOT EXISTS and NOT NULL make it no safer
ALTER TABLE IF EXISTS users ADD COLUMN IF NOT EXISTS number serial4 NOT NULL;
-- expect: column "number"

-- case: a serial key is found
ALTER TABLE users ADD COLUMN id serial PRIMARY KEY;
-- expect: column "id"

-- case: an identity is another rule's matter
ALTER TABLE users ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;

-- case: numbers for new rows alone rewrite nothing
ALTER TABLE users ADD COLUMN number bigint;
CREATE SEQUENCE users_number_seq OWNED BY users.number;
ALTER TABLE users ALTER COLUMN number SET DEFAULT nextval('users_number_seq');

-- case: a table of the same deploy has no rows
CREATE TABLE users (name text);
ALTER TABLE users ADD COLUMN id bigserial;

-- case: a temporary table is seen by nobody else
CREATE TEMP TABLE picked (name text);
ALTER TABLE picked ADD COLUMN id bigserial;

-- case: a serial column inside CREATE TABLE is no risk
CREATE TABLE users (id bigserial PRIMARY KEY);
