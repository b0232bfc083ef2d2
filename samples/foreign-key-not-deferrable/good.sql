-- Rooms and their hosts are loaded together.
SET lock_timeout = '2s';

CREATE TABLE rooms (
  id bigint PRIMARY KEY,
  host_id bigint NOT NULL REFERENCES customers (id) DEFERRABLE INITIALLY DEFERRED
);
