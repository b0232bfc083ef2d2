-- case: a renamed label is found
ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';
-- expect: running code still uses label "ok" of enum "public.mood"

-- case: names are told as they are
ALTER TYPE shop."Mood" RENAME VALUE 'Quite OK' TO 'fine';
-- expect: label "Quite OK" of enum "shop.Mood"

-- case: an enum whose creation was rolled back is not new
-- schema:
CREATE TYPE mood AS ENUM ('ok');
-- run:
BEGIN;
DROP TYPE mood;
CREATE TYPE mood AS ENUM ('ok');
ROLLBACK;
ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';
-- expect: enum "public.mood"

-- case: an enum of the same deploy is used by nobody
CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';

-- case: a label that is not there is refused
-- schema:
CREATE TYPE mood AS ENUM ('sad', 'ok');
-- run:
ALTER TYPE mood RENAME VALUE 'great' TO 'fine';

-- case: a new label takes nothing away
ALTER TYPE mood ADD VALUE 'fine' AFTER 'ok';
