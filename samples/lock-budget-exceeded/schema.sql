-- pgstage:snapshot 1
CREATE TABLE public.events (id bigint PRIMARY KEY, kind text, source text);
-- pgstage:size public.events rows 30000000 bytes 4000000000
