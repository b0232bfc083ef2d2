-- case: a savepoint is named
BEGIN;
SAVEPOINT "Before";
COMMIT;
-- expect: savepoint "Before" begins a subtransaction

-- case: each of them is
BEGIN;
SAVEPOINT a;
RELEASE a;
SAVEPOINT b;
COMMIT;
-- expect: savepoint "a"
-- expect: savepoint "b"

-- case: in a transaction of the runner as well
-- sent_as: file
SAVEPOINT a;
-- expect: savepoint "a"

-- case: going back to it is no other
BEGIN;
ROLLBACK TO SAVEPOINT a;
RELEASE SAVEPOINT a;
COMMIT;

-- case: transactions are fine
BEGIN;
INSERT INTO settings VALUES (1);
COMMIT;

-- case: handlers of a body are its own business
DO $$ BEGIN PERFORM 1; EXCEPTION WHEN others THEN NULL; END $$;
