-- Every tenant has a schema of its own.
DO $$
DECLARE
  tenant text;
BEGIN
  FOR tenant IN SELECT name FROM tenants LOOP
    EXECUTE format('ALTER TABLE %I.orders ADD COLUMN note text', tenant);
  END LOOP;
END
$$;
