-- case: a random key for every row is found
ALTER TABLE users ADD COLUMN public_id uuid DEFAULT gen_random_uuid();
-- expect: the volatile default of column "public_id" of table "public.users" rewrites the table

-- case: a volatile call inside an expression is found
ALTER TABLE users ADD COLUMN bucket integer NOT NULL DEFAULT floor(random() * 16)::integer;
-- expect: column "bucket"

-- case: the wall clock is volatile
ALTER TABLE users ADD COLUMN seen_at timestamptz DEFAULT clock_timestamp();
-- expect: column "seen_at"

-- case: each of several columns is found
ALTER TABLE shop.users ADD COLUMN a uuid DEFAULT gen_random_uuid(), ADD COLUMN b integer DEFAULT 0, ADD COLUMN "C d" float8 DEFAULT random();
-- expect: column "a" of table "shop.users"
-- expect: column "C d" of table "shop.users"

-- case: a function known to be volatile is found
-- schema:
CREATE FUNCTION make_token() RETURNS text LANGUAGE sql VOLATILE AS 'SELECT md5(random()::text)';
-- run:
ALTER TABLE users ADD COLUMN token text DEFAULT make_token();
-- expect: column "token"

-- case: IF NOT EXISTS makes it no safer
ALTER TABLE users ADD COLUMN IF NOT EXISTS public_id uuid DEFAULT gen_random_uuid();
-- expect: column "public_id"

-- case: a constant is kept in the catalog
ALTER TABLE users ADD COLUMN active boolean NOT NULL DEFAULT true;

-- case: the start of the transaction is stable
ALTER TABLE users ADD COLUMN created_at timestamptz NOT NULL DEFAULT now(), ADD COLUMN day date DEFAULT CURRENT_DATE;

-- case: a function that nothing defines is not accused
ALTER TABLE users ADD COLUMN ulid text DEFAULT generate_ulid();

-- case: a function known to be immutable is fine
-- schema:
CREATE FUNCTION answer() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 42';
-- run:
ALTER TABLE users ADD COLUMN answer integer DEFAULT answer();

-- case: a default for new rows alone rewrites nothing
ALTER TABLE users ADD COLUMN public_id uuid, ALTER COLUMN public_id SET DEFAULT gen_random_uuid();

-- case: a table of the same deploy has no rows
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE users ADD COLUMN public_id uuid DEFAULT gen_random_uuid();

-- case: a temporary table is seen by nobody else
CREATE TEMPORARY TABLE picked (id bigint);
ALTER TABLE picked ADD COLUMN weight float8 DEFAULT random();
