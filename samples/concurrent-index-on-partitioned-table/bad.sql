-- Events are searched for by time.
CREATE INDEX CONCURRENTLY events_at_idx ON events (at);
