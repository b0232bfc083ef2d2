-- Both columns or none, and nobody waits for a client that is gone.
SET idle_in_transaction_session_timeout = '10s';
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE orders ADD COLUMN place text;
COMMIT;
