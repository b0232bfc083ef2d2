-- The new service complains about missing rights.
GRANT ALL ON orders TO new_service;
