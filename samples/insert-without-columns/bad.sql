-- Somebody has to be there from the start.
INSERT INTO roles VALUES (1, 'clerk');
