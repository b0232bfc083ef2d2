-- Autovacuum runs as often, in smaller bites.
ALTER TABLE events SET (autovacuum_vacuum_cost_limit = 200, autovacuum_vacuum_cost_delay = 10);
