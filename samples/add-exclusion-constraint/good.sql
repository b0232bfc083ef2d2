-- A new table has the constraint from the start; rows are copied in batches, names swapped later.
SET lock_timeout = '2s';

CREATE TABLE bookings_exclusive (
  id bigint PRIMARY KEY,
  room_id bigint NOT NULL,
  during tstzrange NOT NULL,
  CONSTRAINT bookings_no_overlap EXCLUDE USING gist (room_id WITH =, during WITH &&)
);
