-- The code refers to the roles by number.
INSERT INTO roles (id, name) VALUES (1, 'clerk'), (2, 'cook');
