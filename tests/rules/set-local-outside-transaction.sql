-- case: a local setting is gone with its own statement
SET LOCAL lock_timeout = '2s';
-- expect: SET LOCAL has no effect on "lock_timeout"

-- case: so is any other
SET LOCAL search_path = shop;
-- expect: "search_path"

-- case: after the transaction it is too late
BEGIN;
SELECT 1;
COMMIT;
SET LOCAL statement_timeout = 0;
-- expect: "statement_timeout"

-- case: a message with one statement is no transaction
-- sent_as: message
SET LOCAL lock_timeout = '2s'
-- expect: "lock_timeout"

-- case: inside a transaction it holds
BEGIN;
SET LOCAL lock_timeout = '2s';
COMMIT;

-- case: a runner that sends a file in a transaction is one
-- sent_as: file
SET LOCAL lock_timeout = '2s';
SELECT 1;

-- case: SET without LOCAL holds for the session
SET lock_timeout = '2s';
SET SESSION search_path = shop;
