-- PostgreSQL 17 and later
-- A column of its own, kept by a trigger; old rows are filled in batches, later.
SET lock_timeout = '2s';

ALTER TABLE orders ADD COLUMN sum_in_cents bigint;

CREATE FUNCTION orders_sum_in_cents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.sum_in_cents := NEW.price * NEW.amount * 100;
  RETURN NEW;
END;
$$;

CREATE TRIGGER orders_sum_in_cents BEFORE INSERT OR UPDATE ON orders
  FOR EACH ROW EXECUTE FUNCTION orders_sum_in_cents();
