-- The numbers of all rooms.
INSERT INTO rooms (number) SELECT generate_series(1, 1020);
