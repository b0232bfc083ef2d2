-- Old events are only ever counted.
SET lock_timeout = '2s';

ALTER TABLE events_2020 SET ACCESS METHOD columnar;
