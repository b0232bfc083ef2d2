-- Last year's events move under their new parent, whose index they have by then.
SET lock_timeout = '2s';

CREATE INDEX CONCURRENTLY events_2025_id_idx ON events_2025 (id);
ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
