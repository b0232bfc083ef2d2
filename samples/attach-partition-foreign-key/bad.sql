-- Last year's visits move under their new parent.
SET lock_timeout = '2s';

ALTER TABLE visits ATTACH PARTITION visits_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
