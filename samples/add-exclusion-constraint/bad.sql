-- A room is let to one guest at a time.
SET lock_timeout = '2s';

ALTER TABLE bookings ADD CONSTRAINT bookings_no_overlap
  EXCLUDE USING gist (room_id WITH =, during WITH &&);
