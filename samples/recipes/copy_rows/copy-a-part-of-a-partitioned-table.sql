CREATE TABLE stays (
  visit bigint,
  day date,
  found text,
  hours numeric,
  note text,
  CONSTRAINT stays_pkey PRIMARY KEY (visit, day)
);
-- Long ones only.
INSERT INTO stays (visit, day, found, hours)
SELECT id, visits.day, "Found", round(seconds / 3600.0, 2) -- as people say it
FROM visits
WHERE seconds > 10; -- the others go
CREATE INDEX stays_day_idx ON stays (day);
ALTER TABLE stays ADD CONSTRAINT long CHECK (hours > 0.0);
DROP TABLE visits;
