-- Autovacuum runs on this table all day and slows the others down.
ALTER TABLE events SET (autovacuum_enabled = false);
