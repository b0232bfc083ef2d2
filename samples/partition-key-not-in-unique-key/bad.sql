-- Events come in by the million, so they are split by day.
CREATE TABLE events (
  id bigint PRIMARY KEY,
  day date NOT NULL
) PARTITION BY RANGE (day);
