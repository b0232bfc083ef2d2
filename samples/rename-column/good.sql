-- Both names live side by side until all code uses the new one; old rows are filled in batches.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN family_name text;

CREATE FUNCTION customers_family_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.family_name IS DISTINCT FROM OLD.family_name THEN
    NEW.name := NEW.family_name;
  ELSE
    NEW.family_name := coalesce(NEW.name, NEW.family_name);
    NEW.name := NEW.family_name;
  END IF;
  RETURN NEW;
END;
$$;

CREATE TRIGGER customers_family_name BEFORE INSERT OR UPDATE ON customers
  FOR EACH ROW EXECUTE FUNCTION customers_family_name();
