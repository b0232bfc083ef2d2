CREATE TABLE "Old Orders" (
  region text,
  "Number" integer,
  state text NOT NULL DEFAULT 'new',
  amount integer NOT NULL,
  PRIMARY KEY (region, "Number")
);
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.state := NEW.state || '!';
  RETURN NEW;
END $$;
CREATE TRIGGER changed BEFORE UPDATE ON "Old Orders" FOR EACH ROW EXECUTE FUNCTION note_change();
