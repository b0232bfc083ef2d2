-- case: a random key for every row is found
ALTER TABLE users ADD COLUMN public_id uuid DEFAULT gen_random_uuid();
-- expect: the volatile default of column "public_id" of table "public.users" rewrites the table

-- case: a volatile call inside an expression is found
ALTER TABLE users ADD COLUMN bucket integer NOT NULL DEFAULT floor(random() * 16)::integer;
-- expect: column "bucket"

-- case: the wall clock is volatile
ALTER TABLE users ADD COLUMN seen_at timestamptz DEFAULT clock_timestamp(), ADD COLUMN said text DEFAULT timeofday();
-- expect: column "seen_at"
-- expect: column "said"

-- case: so is the next number of a sequence, and a UUID of 18
-- pg: 18
ALTER TABLE users ADD COLUMN number bigint DEFAULT nextval('numbers'), ADD COLUMN key uuid DEFAULT uuidv7();
-- expect: column "number"
-- expect: column "key"

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

-- case: a volatile function in another language is not looked into
-- schema:
CREATE FUNCTION answer() RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN 42; END';
-- run:
ALTER TABLE users ADD COLUMN answer integer DEFAULT answer();
-- expect: column "answer"

-- case: before 12 an SQL function is called for every row
-- pg: 11
-- schema:
CREATE FUNCTION answer() RETURNS integer LANGUAGE sql VOLATILE AS 'SELECT 42';
-- run:
ALTER TABLE users ADD COLUMN answer integer DEFAULT answer();
-- expect: column "answer"

-- case: IF NOT EXISTS makes it no safer
ALTER TABLE users ADD COLUMN IF NOT EXISTS public_id uuid DEFAULT gen_random_uuid();
-- expect: column "public_id"

-- case: the partitions of a table are one finding
-- schema:
CREATE TABLE users (id bigint, region text) PARTITION BY LIST (region);
CREATE TABLE users_at PARTITION OF users FOR VALUES IN ('at');
CREATE TABLE users_de PARTITION OF users FOR VALUES IN ('de');
-- run:
ALTER TABLE users ADD COLUMN public_id uuid DEFAULT gen_random_uuid();
-- expect: column "public_id" of table "public.users"

-- case: a domain's volatile default is one, too
-- schema:
CREATE DOMAIN token AS uuid DEFAULT gen_random_uuid();
-- run:
ALTER TABLE users ADD COLUMN key token;
-- expect: column "key"

-- case: a constant is kept in the catalog
ALTER TABLE users ADD COLUMN active boolean NOT NULL DEFAULT true, ADD COLUMN a integer DEFAULT -1, ADD COLUMN b integer DEFAULT (1+2), ADD COLUMN c text[] DEFAULT ARRAY[]::text[], ADD COLUMN d text DEFAULT 'x'::varchar(3), ADD COLUMN e integer DEFAULT CASE WHEN true THEN 1 ELSE 2 END;

-- case: the start of the transaction is stable
ALTER TABLE users ADD COLUMN created_at timestamptz NOT NULL DEFAULT now(), ADD COLUMN day date DEFAULT CURRENT_DATE, ADD COLUMN at timestamptz DEFAULT CURRENT_TIMESTAMP, ADD COLUMN ends_at timestamptz DEFAULT now() - interval '1 day', ADD COLUMN tx bigint DEFAULT txid_current(), ADD COLUMN who text DEFAULT current_user, ADD COLUMN said timestamptz DEFAULT statement_timestamp();

-- case: immutable and stable calls are computed once, whatever they are given
ALTER TABLE users ADD COLUMN a jsonb DEFAULT jsonb_build_object('a', 1), ADD COLUMN b timestamp DEFAULT timezone('utc', now()), ADD COLUMN c timestamptz DEFAULT pg_catalog.now(), ADD COLUMN d text DEFAULT lower('A'), ADD COLUMN e text DEFAULT coalesce(NULL, 'x');

-- case: a function that nothing defines is not accused
ALTER TABLE users ADD COLUMN ulid text DEFAULT generate_ulid();

-- case: a function known to be immutable is fine
-- schema:
CREATE FUNCTION answer() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 42';
-- run:
ALTER TABLE users ADD COLUMN answer integer DEFAULT answer();

-- case: from 12 on an SQL function is taken for its body
-- schema:
CREATE FUNCTION answer() RETURNS integer LANGUAGE sql VOLATILE AS 'SELECT 42';
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
