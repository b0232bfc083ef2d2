-- Every click is kept.
CREATE TABLE clicks (
  id serial PRIMARY KEY,
  url text NOT NULL
);
