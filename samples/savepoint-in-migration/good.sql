-- What may fail is tried by itself.
BEGIN;
DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expired LIMIT 1000);
COMMIT;
