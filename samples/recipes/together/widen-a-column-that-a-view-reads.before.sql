CREATE TABLE orders (id bigint PRIMARY KEY, state varchar(20), price numeric);
CREATE VIEW open_orders WITH (security_barrier) AS SELECT id, state FROM orders WHERE state = 'open';
CREATE VIEW open_states AS SELECT DISTINCT state FROM open_orders;
CREATE FUNCTION put_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO orders (id, state) VALUES (NEW.id, 'open');
  RETURN NEW;
END $$;
CREATE TRIGGER put_order INSTEAD OF INSERT ON open_orders FOR EACH ROW EXECUTE FUNCTION put_order();
CREATE RULE keep_orders AS ON DELETE TO open_orders DO INSTEAD NOTHING;
ALTER VIEW open_orders ALTER COLUMN state SET DEFAULT 'open';
GRANT SELECT ON open_orders TO reporting;
COMMENT ON VIEW open_orders IS 'not paid yet';
COMMENT ON COLUMN open_orders.state IS 'always open';
