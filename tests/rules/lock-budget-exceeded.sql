-- case: two scans that are short enough by themselves are too long together
-- schema:
-- pgstage:snapshot 1
CREATE TABLE public.events (id bigint, kind text, source text);
-- pgstage:size public.events rows 30000000 bytes 4000000000
-- run:
ALTER TABLE events ADD CHECK (kind <> '');
ALTER TABLE events ADD CHECK (source <> '');
-- expect: keeps writers from table "public.events" for about 16 s, and 10 s are allowed; this statement takes most of them

-- case: the time of another table counts while the lock is kept
-- schema:
-- pgstage:snapshot 1
CREATE TABLE public."Accounts" (id bigint);
CREATE TABLE shop.events (id bigint, kind text, source text);
-- pgstage:size public."Accounts" rows 1000 bytes 100000
-- pgstage:size shop.events rows 30000000 bytes 4000000000
-- run:
BEGIN;
ALTER TABLE "Accounts" ADD COLUMN note text;
ALTER TABLE shop.events ADD CHECK (kind <> '');
ALTER TABLE shop.events ADD CHECK (source <> '');
COMMIT;
-- expect: keeps writers from table "public.Accounts" for about 16 s
-- expect: keeps writers from table "shop.events" for about 16 s

-- case: the files of a deploy are taken together, and the longest is named
-- schema:
-- pgstage:snapshot 1
CREATE TABLE public.events (id bigint, kind text, source text);
-- pgstage:size public.events rows 30000000 bytes 900000000
-- run:
CREATE INDEX ON events (kind);
-- next file:
ALTER TABLE events ADD CHECK (source <> '');
-- expect: for about 11 s, and 10 s are allowed; line 1 of 1.sql takes most of them

-- case: the budget may be another one
-- parameter: seconds=1
-- schema:
-- pgstage:snapshot 1
CREATE TABLE public.events (id bigint, kind text, source text);
-- pgstage:size public.events rows 3000000 bytes 400000000
-- run:
ALTER TABLE events ADD CHECK (kind <> '');
ALTER TABLE events ADD CHECK (source <> '');
-- expect: for about 2 s, and 1 s are allowed

-- case: one statement that is too long is what other rules speak of
-- schema:
-- pgstage:snapshot 1
CREATE TABLE public.events (id bigint, kind text);
-- pgstage:size public.events rows 300000000 bytes 40000000000
-- run:
ALTER TABLE events ADD CHECK (kind <> '');

-- case: what goes on while others write costs nothing
-- schema:
-- pgstage:snapshot 1
CREATE TABLE public.events (id bigint, kind text);
-- pgstage:size public.events rows 300000000 bytes 4000000000
-- run:
CREATE INDEX CONCURRENTLY events_kind_idx ON events (kind);
CREATE INDEX CONCURRENTLY events_id_idx ON events (id);

-- case: each deploy has the whole budget
-- schema:
-- pgstage:snapshot 1
CREATE TABLE public.events (id bigint, kind text, source text);
-- pgstage:size public.events rows 30000000 bytes 4000000000
-- run:
ALTER TABLE events ADD CHECK (kind <> '');
-- next deploy:
ALTER TABLE events ADD CHECK (source <> '');

-- case: without sizes there is nothing to add up
ALTER TABLE events ADD CHECK (kind <> '');
ALTER TABLE events ADD CHECK (source <> '');
