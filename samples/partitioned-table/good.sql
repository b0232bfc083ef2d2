-- There will be many events, but not before next year.
CREATE TABLE events (id bigint PRIMARY KEY, happened_at timestamptz NOT NULL);
