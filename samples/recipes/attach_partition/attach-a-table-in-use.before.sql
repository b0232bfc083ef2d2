CREATE TABLE shops (id bigint PRIMARY KEY);
CREATE TABLE "Sales" (id bigint NOT NULL, shop bigint REFERENCES shops, "Day" date NOT NULL, note text CONSTRAINT noted CHECK (note <> ''))
  PARTITION BY RANGE ("Day");
CREATE TABLE sales_rest PARTITION OF "Sales" DEFAULT;
CREATE INDEX sales_shop ON "Sales" (shop) WHERE note IS NOT NULL;
CREATE TABLE "Sales 2024" (id bigint NOT NULL, shop bigint, "Day" date NOT NULL, note text CONSTRAINT noted CHECK (note <> ''));
CREATE INDEX "2024 By Note" ON "Sales 2024" (note);
COMMENT ON TABLE "Sales 2024" IS 'all of it';
CREATE VIEW days AS SELECT "Day" FROM "Sales";
CREATE FUNCTION trimmed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := trim(NEW.note); RETURN NEW; END $$;
CREATE TRIGGER trimmed BEFORE INSERT ON "Sales" FOR EACH ROW EXECUTE FUNCTION trimmed();
GRANT SELECT ON "Sales", "Sales 2024" TO reporting;
