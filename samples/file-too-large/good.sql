-- The settings of the old system come from a file that the import reads.
CREATE TABLE settings (
  name text PRIMARY KEY,
  value text NOT NULL
);
