CREATE TABLE "Orders" (
  "Id" integer GENERATED ALWAYS AS IDENTITY (START WITH 7 INCREMENT BY 3 CACHE 5) PRIMARY KEY,
  state text
);
GRANT USAGE ON SEQUENCE "Orders_Id_seq" TO clerk;
COMMENT ON SEQUENCE "Orders_Id_seq" IS 'every third';
ALTER TABLE "Orders" REPLICA IDENTITY USING INDEX "Orders_pkey";
CREATE TABLE items ("Order" integer REFERENCES "Orders");
