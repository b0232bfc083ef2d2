-- The query that prints the list says how it is sorted.
CREATE TABLE towns (id bigint PRIMARY KEY, name text NOT NULL);
