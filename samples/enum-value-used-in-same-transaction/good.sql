-- Ticket 7 is put on hold, as the first one.
ALTER TYPE ticket_state ADD VALUE 'on hold';
UPDATE tickets SET state = 'on hold' WHERE id = 7;
