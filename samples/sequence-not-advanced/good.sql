-- The code refers to the roles by number; the next one gets 3.
INSERT INTO roles (id, name) VALUES (1, 'clerk'), (2, 'cook');
SELECT setval('roles_id_seq', (SELECT max(id) FROM roles));
