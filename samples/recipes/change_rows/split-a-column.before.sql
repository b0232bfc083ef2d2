CREATE TABLE people (id integer PRIMARY KEY, name text NOT NULL, note text);
CREATE TABLE letters (id integer PRIMARY KEY, person integer NOT NULL REFERENCES people);
