-- One of the two may fail.
BEGIN;
SAVEPOINT before_purge;
DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expired LIMIT 1000);
ROLLBACK TO SAVEPOINT before_purge;
COMMIT;
