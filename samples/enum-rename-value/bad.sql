-- Support says "resolved" now.
ALTER TYPE ticket_state RENAME VALUE 'closed' TO 'resolved';
