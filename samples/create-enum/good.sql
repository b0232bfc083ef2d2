-- What may become of a ticket.
CREATE TABLE ticket_states (name text PRIMARY KEY);
