-- Every click is somebody's.
CREATE TABLE clicks (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  visit_id integer NOT NULL UNIQUE
);
