CREATE UNLOGGED TABLE events (
  place text COLLATE "C" NOT NULL,
  number serial,
  what json,
  follows integer,
  CONSTRAINT "One of a Kind" UNIQUE (place, number),
  UNIQUE (number),
  FOREIGN KEY (follows) REFERENCES events (number) ON DELETE SET NULL,
  CONSTRAINT one_at_a_time EXCLUDE USING btree (number WITH =)
);
CREATE UNLOGGED TABLE seen (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event integer REFERENCES events (number) ON UPDATE CASCADE ON DELETE SET NULL
);
CREATE VIEW known AS SELECT e.place, s.id FROM events AS e JOIN seen AS s ON s.event = e.number;
GRANT SELECT ON known TO reporting;
