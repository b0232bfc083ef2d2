CREATE TABLE "Users" (id bigint PRIMARY KEY, mail text, shop bigint);
CREATE INDEX "Mail" ON "Users" (mail);
