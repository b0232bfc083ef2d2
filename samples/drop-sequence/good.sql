-- Tickets are numbered by their identity column now; a later deploy drops the sequence.
COMMENT ON SEQUENCE ticket_numbers IS 'not used any more';
