CREATE TABLE events (id bigint NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
CREATE INDEX events_id_idx ON events (id);
CREATE TABLE events_2025 (
  id bigint NOT NULL,
  at date NOT NULL CHECK (at >= '2025-01-01' AND at < '2026-01-01')
);
