-- Events are searched for by time; each partition gets its part while events come in.
SET lock_timeout = '2s';
CREATE INDEX events_at_idx ON ONLY events (at);
RESET lock_timeout;

CREATE INDEX CONCURRENTLY events_2025_at_idx ON events_2025 (at);
ALTER INDEX events_at_idx ATTACH PARTITION events_2025_at_idx;

CREATE INDEX CONCURRENTLY events_2026_at_idx ON events_2026 (at);
ALTER INDEX events_at_idx ATTACH PARTITION events_2026_at_idx;
