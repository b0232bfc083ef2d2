CREATE TABLE "Users" (id bigint, "Mail" text);
CREATE UNIQUE INDEX users_by_id ON "Users" (id);
CREATE UNIQUE INDEX "Users By Mail" ON "Users" ("Mail") WITH (fillfactor = 70);
CREATE VIEW mails AS SELECT "Mail" FROM "Users";
