CREATE TABLE events (id bigint NOT NULL, day date NOT NULL, kind text) PARTITION BY RANGE (day);
CREATE TABLE events_old PARTITION OF events FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
CREATE TABLE events_new PARTITION OF events FOR VALUES FROM ('2024-01-01') TO (MAXVALUE);
CREATE INDEX events_old_kind ON events_old (kind);
CREATE INDEX events_new_kind ON events_new (kind);
CREATE INDEX events_kind ON ONLY events (kind);
ALTER INDEX events_kind ATTACH PARTITION events_old_kind;
