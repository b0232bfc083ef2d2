-- case: VACUUM is refused in a transaction
BEGIN;
VACUUM users;
COMMIT;
-- expect: VACUUM cannot run inside a transaction block

-- case: a file that the runner sends in a transaction is one
-- sent_as: file
SELECT 1;
ALTER SYSTEM SET work_mem = '64MB';
-- expect: ALTER SYSTEM cannot run

-- case: so is a message with several statements
-- sent_as: message
SELECT 1;
CREATE DATABASE shop;
-- expect: CREATE DATABASE cannot run

-- case: and the body of a DO
DO $$ BEGIN VACUUM users; END $$;
-- expect: VACUUM cannot run

-- case: by itself it may run
VACUUM users;
ALTER SYSTEM SET work_mem = '64MB';

-- case: ANALYZE may run anywhere
BEGIN;
ANALYZE users;
COMMIT;

-- case: CONCURRENTLY is a hazard of another name
BEGIN;
CREATE INDEX CONCURRENTLY ON users (id);
COMMIT;

-- case: a message with one statement is no transaction
-- sent_as: message
VACUUM users
