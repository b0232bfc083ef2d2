CREATE SCHEMA "Shop";
CREATE TABLE "Shop".customers (id bigint PRIMARY KEY);
CREATE TABLE "Shop"."Sales" (
  "Id" bigint NOT NULL,
  region text NOT NULL CHECK (region <> ''),
  customer bigint REFERENCES "Shop".customers (id) ON DELETE CASCADE,
  "When" date NOT NULL DEFAULT current_date,
  note text,
  PRIMARY KEY ("Id", region, "When")
) PARTITION BY LIST (region);
CREATE TABLE "Shop"."Sales North" PARTITION OF "Shop"."Sales" FOR VALUES IN ('north') PARTITION BY RANGE ("When");
CREATE TABLE "Shop".north_old PARTITION OF "Shop"."Sales North" FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
CREATE TABLE public.north_new PARTITION OF "Shop"."Sales North" FOR VALUES FROM ('2024-01-01') TO (MAXVALUE);
CREATE TABLE "Shop".south PARTITION OF "Shop"."Sales" FOR VALUES IN ('south');
CREATE TABLE "Shop".rest PARTITION OF "Shop"."Sales" DEFAULT;
CREATE TABLE "Shop".returns (
  sale bigint, region text, day date,
  FOREIGN KEY (sale, region, day) REFERENCES "Shop"."Sales" ("Id", region, "When")
);
CREATE INDEX south_notes ON "Shop".south (note, "When" DESC) WITH (fillfactor = 80);
COMMENT ON TABLE "Shop"."Sales" IS 'what was sold';
CREATE VIEW "Shop".noted AS SELECT "Id", note FROM "Shop"."Sales" WHERE note IS NOT NULL;
CREATE FUNCTION "Shop".trim_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.note := trim(NEW.note);
  RETURN NEW;
END $$;
CREATE TRIGGER trim_note BEFORE INSERT OR UPDATE OF note ON "Shop"."Sales"
  FOR EACH ROW EXECUTE FUNCTION "Shop".trim_note();
GRANT SELECT ON "Shop"."Sales" TO reporting;
