-- A million readings an hour.
CREATE TABLE readings (
  valid boolean NOT NULL,
  sensor_id bigint NOT NULL,
  channel smallint NOT NULL,
  value double precision NOT NULL,
  PRIMARY KEY (sensor_id, channel)
);
