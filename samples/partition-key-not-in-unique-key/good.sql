-- Events come in by the million, so they are split by day.
CREATE TABLE events (
  id bigint,
  day date,
  PRIMARY KEY (id, day)
) PARTITION BY RANGE (day);
