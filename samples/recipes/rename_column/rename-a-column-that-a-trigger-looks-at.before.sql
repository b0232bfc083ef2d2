CREATE TABLE orders (id bigint PRIMARY KEY, state text NOT NULL, note text);
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.note := coalesce(NEW.note, '') || ' changed';
  RETURN NEW;
END $$;
CREATE TRIGGER orders_changed BEFORE UPDATE OF state ON orders
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION note_change();
