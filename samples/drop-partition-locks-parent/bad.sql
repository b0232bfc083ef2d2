-- Events are kept for five years.
SET lock_timeout = '2s';

DROP TABLE events_2020;
