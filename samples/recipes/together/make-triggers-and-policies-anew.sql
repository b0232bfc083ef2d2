DROP TRIGGER touched ON orders;
DROP FUNCTION touch();
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.price := 0; RETURN NEW; END';
CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
DROP POLICY "Not Secret" ON orders;
CREATE POLICY "Not Secret" ON orders USING (state <> 'secret');
