CREATE TABLE "People" (id bigint PRIMARY KEY, age int, "Name" text, chief bigint);
ALTER TABLE "People" ADD CONSTRAINT "Grown Up" CHECK (age >= 18 AND "Name" <> '');
ALTER TABLE "People" ADD CONSTRAINT named CHECK ("Name" IS NOT NULL) NOT VALID;
CREATE TABLE "Staff" () INHERITS ("People");
CREATE VIEW names AS SELECT "Name" FROM "People";
GRANT SELECT ON "People" TO reporting;
COMMENT ON COLUMN "People".age IS 'in years';
