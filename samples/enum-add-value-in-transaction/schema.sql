CREATE TYPE public.ticket_state AS ENUM ('open', 'closed');
