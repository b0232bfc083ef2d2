CREATE TABLE "Orders" (id bigint CONSTRAINT orders_pk PRIMARY KEY, state text CONSTRAINT "is set" CHECK (state <> ''), price numeric);
CREATE INDEX orders_idx ON "Orders" (state);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touched BEFORE UPDATE ON "Orders" FOR EACH ROW EXECUTE FUNCTION touch();
