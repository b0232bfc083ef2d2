-- PostgreSQL 11 and earlier
-- Tickets may be put on hold. The team still runs PostgreSQL 11.
BEGIN;
ALTER TYPE ticket_state ADD VALUE 'on hold';
COMMIT;
