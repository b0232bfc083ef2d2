-- Visits are searched for by their labels.
CREATE TABLE visits (id bigint PRIMARY KEY, labels text[] NOT NULL);
CREATE INDEX visits_labels_idx ON visits (labels);
