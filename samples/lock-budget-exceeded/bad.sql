-- Either would be endured; nobody writes events for the time of both.
SET lock_timeout = '2s';

ALTER TABLE events ADD CONSTRAINT events_kind_check CHECK (kind <> '');
ALTER TABLE events ADD CONSTRAINT events_source_check CHECK (source <> '');
