CREATE TABLE "Users" (id bigint PRIMARY KEY, "Mail" text UNIQUE, chief bigint REFERENCES "Users" ON DELETE CASCADE);
CREATE TABLE logins (id bigint PRIMARY KEY, user_id bigint REFERENCES "Users" ON DELETE CASCADE, mail text REFERENCES "Users" ("Mail"));
CREATE TABLE seats (id bigint, user_id bigint REFERENCES "Users") PARTITION BY HASH (id);
CREATE TABLE seats_0 PARTITION OF seats FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE VIEW mails AS SELECT "Mail" FROM "Users";
