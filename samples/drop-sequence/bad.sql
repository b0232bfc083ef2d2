-- Tickets are numbered by their identity column now.
SET lock_timeout = '2s';

DROP SEQUENCE ticket_numbers;
