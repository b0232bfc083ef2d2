-- A job copies the old events by key, and a later deploy exchanges the names.
CREATE TABLE events_2020_columnar (id bigint NOT NULL, happened_at timestamptz NOT NULL) USING columnar;
