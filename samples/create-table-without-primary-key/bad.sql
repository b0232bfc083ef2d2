-- One row a visit.
CREATE TABLE visits (visited_at timestamptz NOT NULL, page text NOT NULL);
