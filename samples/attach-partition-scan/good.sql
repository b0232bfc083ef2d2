-- Last year's events move under their new parent; the check is proved while they are read.
SET lock_timeout = '2s';

ALTER TABLE events_2025 ADD CONSTRAINT events_2025_bound
  CHECK (at IS NOT NULL AND at >= '2025-01-01' AND at < '2026-01-01') NOT VALID;
ALTER TABLE events_2025 VALIDATE CONSTRAINT events_2025_bound;
ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE events_2025 DROP CONSTRAINT events_2025_bound;
