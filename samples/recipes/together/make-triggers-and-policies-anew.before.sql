CREATE TABLE orders (id bigint PRIMARY KEY, state text, price numeric);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
COMMENT ON FUNCTION touch() IS 'does nothing';
REVOKE ALL ON FUNCTION touch() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION touch() TO clerk;
CREATE TRIGGER touched BEFORE UPDATE OF state ON orders
  FOR EACH ROW WHEN (NEW.state <> 'new') EXECUTE FUNCTION touch();
ALTER TABLE orders ENABLE ALWAYS TRIGGER touched;
COMMENT ON TRIGGER touched ON orders IS 'not for new ones';
CREATE POLICY "Not Secret" ON orders AS RESTRICTIVE FOR UPDATE TO clerk, reporting
  USING (state <> 'secret') WITH CHECK (price > 0);
COMMENT ON POLICY "Not Secret" ON orders IS 'who may see what';
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
