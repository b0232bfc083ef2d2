-- What may become of a ticket.
CREATE TYPE ticket_state AS ENUM ('open', 'closed');
