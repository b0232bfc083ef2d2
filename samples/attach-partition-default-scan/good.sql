-- Next year's events; that the rest holds none of them is proved while it is used.
SET lock_timeout = '2s';

ALTER TABLE events_rest ADD CONSTRAINT events_rest_not_2027
  CHECK (at < '2027-01-01' OR at >= '2028-01-01') NOT VALID;
ALTER TABLE events_rest VALIDATE CONSTRAINT events_rest_not_2027;

CREATE TABLE events_2027 (LIKE events INCLUDING ALL);
ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
ALTER TABLE events_rest DROP CONSTRAINT events_rest_not_2027;
