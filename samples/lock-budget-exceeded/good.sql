-- The scans block nobody.
SET lock_timeout = '2s';

ALTER TABLE events ADD CONSTRAINT events_kind_check CHECK (kind <> '') NOT VALID;
ALTER TABLE events ADD CONSTRAINT events_source_check CHECK (source <> '') NOT VALID;
ALTER TABLE events VALIDATE CONSTRAINT events_kind_check;
ALTER TABLE events VALIDATE CONSTRAINT events_source_check;
