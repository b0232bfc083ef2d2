-- case: a transaction inside a transaction is none
BEGIN;
START TRANSACTION;
SELECT 1;
COMMIT;
-- expect: a transaction is open already

-- case: the runner's transaction is ended too early
-- sent_as: file
BEGIN;
SELECT 1;
COMMIT;
SELECT 2;
-- expect: the runner has begun a transaction already

-- case: a COMMIT alone ends it as well
-- sent_as: file
SELECT 1;
COMMIT;
-- expect: this COMMIT ends the transaction that the runner has begun

-- case: nothing is left to commit
BEGIN;
COMMIT;
COMMIT;
-- expect: there is no transaction that this COMMIT could end

-- case: nor to roll back
ROLLBACK;
-- expect: there is no transaction that this ROLLBACK could end

-- case: one after the other is fine
BEGIN;
COMMIT;
BEGIN;
ROLLBACK;

-- case: savepoints nest
BEGIN;
SAVEPOINT a;
RELEASE SAVEPOINT a;
SAVEPOINT b;
ROLLBACK TO SAVEPOINT b;
COMMIT;

-- case: a procedure of its own may commit
CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$;
CALL p();

-- case: a DO outside a transaction may commit, too
DO $$ BEGIN PERFORM 1; COMMIT; END $$;

-- case: in a message it is the script's own
-- sent_as: message
SELECT 1;
BEGIN;
SELECT 2;
COMMIT;
SELECT 3;
