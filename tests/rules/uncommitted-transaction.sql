-- case: a file that begins and does not end a transaction changes nothing
BEGIN;
CREATE TABLE coupons (id bigint);
-- expect: nothing ends this transaction

-- case: only the last one is open
START TRANSACTION;
COMMIT;
BEGIN WORK;
SELECT 1;
-- expect: nothing ends this transaction

-- case: a savepoint that is released ends nothing
BEGIN;
SAVEPOINT a;
RELEASE a;
ROLLBACK TO a;
-- expect: nothing ends this transaction

-- case: COMMIT ends it
BEGIN;
SELECT 1;
COMMIT;

-- case: END and ROLLBACK end it as well
BEGIN;
END;
BEGIN;
ROLLBACK;

-- case: what the runner begins the runner ends
-- sent_as: file
SELECT 1;
SELECT 2;

-- case: COMMIT AND CHAIN goes on, and is ended
BEGIN;
COMMIT AND CHAIN;
COMMIT;
