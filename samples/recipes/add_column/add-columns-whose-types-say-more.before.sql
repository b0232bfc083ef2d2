CREATE TABLE "Stays" (id integer PRIMARY KEY);
