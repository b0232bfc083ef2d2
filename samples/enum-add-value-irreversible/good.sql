-- States are rows, so that they can come and go.
CREATE TABLE ticket_states (name text PRIMARY KEY);
INSERT INTO ticket_states VALUES ('open'), ('closed'), ('on hold');
