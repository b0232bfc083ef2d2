-- case: a loop drops every table of a schema
DO $$
DECLARE
  name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('drop table if exists %I cascade', name);
  END LOOP;
END $$;
-- expect: line 6 of the block drops or empties everything that the catalog lists

-- case: one statement may be put together for all of them
DO $$
DECLARE
  command text;
BEGIN
  SELECT 'TRUNCATE ' || string_agg(table_name, ', ') INTO command
    FROM information_schema.tables WHERE table_type = 'BASE TABLE';
  EXECUTE command;
END $$;
-- expect: line 7 of the block drops or empties

-- case: all but one is everything
DO $$
DECLARE t record;
BEGIN
  FOR t IN SELECT c.relname FROM pg_catalog.pg_class c WHERE relkind = 'r'
           AND relname <> 'schema_migrations' LOOP
    EXECUTE 'DELETE FROM ' || t.relname;
  END LOOP;
END $$;
-- expect: line 6 of the block

-- case: a function that is called does it as well
-- schema:
CREATE FUNCTION reset() RETURNS void LANGUAGE plpgsql AS $$
DECLARE s text;
BEGIN
  FOR s IN SELECT schema_name FROM information_schema.schemata LOOP
    EXECUTE 'DROP SCHEMA ' || s || ' CASCADE';
  END LOOP;
END $$;
-- run:
SELECT reset();
-- expect: line 5 of function "public.reset" drops or empties

-- case: tables that are picked by name are known
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE tablename LIKE 'import\_2019%' LOOP
    EXECUTE 'DROP TABLE ' || name;
  END LOOP;
END $$;

-- case: a loop that changes tables loses none
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE 'ALTER TABLE ' || name || ' ENABLE ROW LEVEL SECURITY';
  END LOOP;
END $$;

-- case: a loop over a table of our own is not over the catalog
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT table_name FROM old_tables LOOP
    EXECUTE 'DROP TABLE ' || name;
  END LOOP;
END $$;

-- case: a function that nobody calls does nothing yet
CREATE FUNCTION reset() RETURNS void LANGUAGE plpgsql AS $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables LOOP EXECUTE 'DROP TABLE ' || name; END LOOP;
END $$;

-- case: what is dropped by name has rules of its own
DROP SCHEMA public CASCADE;
TRUNCATE users, orders;
DROP OWNED BY shop;
