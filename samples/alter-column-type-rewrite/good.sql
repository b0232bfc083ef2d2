-- A column of the new type, kept in step by a trigger; old rows are filled in batches, later.
SET lock_timeout = '2s';

ALTER TABLE orders ADD COLUMN number_wide bigint;

CREATE FUNCTION orders_number_wide() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.number_wide := NEW.number;
  RETURN NEW;
END;
$$;

CREATE TRIGGER orders_number_wide BEFORE INSERT OR UPDATE ON orders
  FOR EACH ROW EXECUTE FUNCTION orders_number_wide();
