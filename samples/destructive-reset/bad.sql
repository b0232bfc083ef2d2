-- Left over from the tests: begin with an empty database.
DO $$
DECLARE
  name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE 'TRUNCATE TABLE ' || quote_ident(name) || ' CASCADE';
  END LOOP;
END
$$;
