-- Names of towns are sorted as in a German telephone book.
CREATE TABLE towns (id bigint PRIMARY KEY, name text COLLATE "de_DE.utf8" NOT NULL);
