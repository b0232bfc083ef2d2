CREATE TABLE logs (id bigint, at date) PARTITION BY RANGE (id);
CREATE TABLE logs_first PARTITION OF logs FOR VALUES FROM (0) TO (100);
CREATE INDEX logs_at_idx ON logs (at);
