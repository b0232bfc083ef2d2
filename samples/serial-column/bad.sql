-- Every click is kept.
CREATE TABLE clicks (
  id bigserial PRIMARY KEY,
  url text NOT NULL
);
