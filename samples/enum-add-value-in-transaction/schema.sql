-- pgstage:snapshot 1
-- pgstage:server 11
CREATE TYPE public.ticket_state AS ENUM ('open', 'closed');
