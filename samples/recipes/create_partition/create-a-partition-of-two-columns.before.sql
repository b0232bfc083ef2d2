CREATE TABLE readings (place text, at timestamptz, value float8) PARTITION BY RANGE (place, at);
CREATE TABLE readings_a PARTITION OF readings FOR VALUES FROM ('a', MINVALUE) TO ('b', MINVALUE);
CREATE INDEX ON readings (at);
