-- Support says "resolved" now; the code of this deploy takes both.
ALTER TYPE ticket_state ADD VALUE 'resolved' AFTER 'closed';
