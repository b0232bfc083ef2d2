-- Events carry a note.
SET lock_timeout = '2s';

ALTER TABLE events ADD COLUMN note text;
