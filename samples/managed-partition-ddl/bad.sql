-- The oldest measurements go.
SET lock_timeout = '2s';

ALTER TABLE _timescaledb_internal._hyper_1_2_chunk SET (autovacuum_enabled = false);
