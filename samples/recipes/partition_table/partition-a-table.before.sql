CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE events (
  id bigserial,
  at timestamp NOT NULL,
  user_id bigint REFERENCES users (id),
  kind text NOT NULL DEFAULT 'seen',
  CONSTRAINT events_pkey PRIMARY KEY (id, at)
);
CREATE INDEX events_kind_idx ON events (kind);
GRANT SELECT ON events TO pgstage_recipe_reader;
COMMENT ON TABLE events IS 'what people did';
