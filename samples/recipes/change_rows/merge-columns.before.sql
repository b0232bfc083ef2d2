CREATE TABLE "Guests" ("Id" bigint PRIMARY KEY, "First" varchar(20), "Last" varchar(20) DEFAULT 'Doe');
CREATE INDEX guests_last ON "Guests" ("Last");
GRANT SELECT, INSERT ("Id", "First", "Last"), UPDATE ON "Guests" TO PUBLIC;
