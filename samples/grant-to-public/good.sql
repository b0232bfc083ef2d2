-- The new service complains about missing rights.
GRANT SELECT, INSERT ON orders TO new_service;
