CREATE TABLE regions (code text PRIMARY KEY CHECK (code IN ('here', 'there')));
CREATE TABLE sales (
  id integer NOT NULL,
  region text REFERENCES regions (code) CONSTRAINT known CHECK (region IN ('here', 'there')),
  amount numeric NOT NULL,
  gross numeric GENERATED ALWAYS AS (amount * 1.2) STORED
);
CREATE INDEX sales_id_idx ON sales (id);
CREATE FUNCTION refuse_nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER look BEFORE INSERT ON sales FOR EACH ROW EXECUTE FUNCTION refuse_nothing();
CREATE VIEW sold AS SELECT id, amount FROM sales;
