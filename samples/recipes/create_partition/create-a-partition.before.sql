CREATE TABLE shops (id bigint PRIMARY KEY);
CREATE TABLE "Sales" (
  id bigint GENERATED ALWAYS AS IDENTITY, shop bigint REFERENCES shops ON DELETE CASCADE,
  "Day" date NOT NULL DEFAULT current_date, cents int CHECK (cents > 0),
  euros numeric GENERATED ALWAYS AS (cents / 100.0) STORED, note text,
  PRIMARY KEY (id, "Day")
) PARTITION BY RANGE ("Day");
CREATE TABLE sales_old PARTITION OF "Sales" FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
CREATE TABLE sales_rest PARTITION OF "Sales" DEFAULT;
CREATE INDEX sales_notes ON "Sales" (lower(note), shop) WHERE cents > 5;
ALTER TABLE "Sales" ALTER COLUMN note SET STORAGE EXTERNAL;
COMMENT ON COLUMN "Sales".note IS 'of the clerk';
CREATE VIEW days AS SELECT "Day" FROM "Sales";
CREATE FUNCTION trimmed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := trim(NEW.note); RETURN NEW; END $$;
CREATE TRIGGER trimmed BEFORE INSERT ON "Sales" FOR EACH ROW EXECUTE FUNCTION trimmed();
GRANT SELECT ON "Sales" TO reporting;
