ALTER TABLE events RENAME TO events_before;
CREATE TABLE events (LIKE events_before INCLUDING DEFAULTS, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE events_2030 PARTITION OF events FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
ALTER TABLE events ATTACH PARTITION events_before FOR VALUES FROM (MINVALUE) TO ('2030-01-01');
CREATE INDEX events_user_idx ON events (user_id);
ALTER SEQUENCE events_id_seq OWNED BY events.id;
GRANT SELECT ON events TO pgstage_recipe_reader;
COMMENT ON TABLE events IS 'what people did';
