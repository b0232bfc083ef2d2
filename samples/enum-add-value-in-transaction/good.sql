-- PostgreSQL 11 and earlier
-- Tickets may be put on hold.
ALTER TYPE ticket_state ADD VALUE 'on hold';
