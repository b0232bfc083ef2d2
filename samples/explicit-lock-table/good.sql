-- Orders can still be read, and the lock is not waited for without end.
BEGIN;
SET LOCAL lock_timeout = '2s';
LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE;
COMMIT;
