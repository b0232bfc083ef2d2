-- Somebody has to be there from the start.
INSERT INTO roles (id, name) VALUES (1, 'clerk');
