-- Next year's events; this year's are read and written meanwhile.
SET lock_timeout = '2s';

CREATE TABLE events_2027 (LIKE events INCLUDING ALL);
ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
